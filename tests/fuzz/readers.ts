import { deflateRawSync, gzipSync } from 'node:zlib';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { parseManifest } from '../../src/data/formats/manifest.ts';
import { decodeShard } from '../../src/data/formats/shard.ts';
import { parseMinimize } from '../../src/experiment/minimize.ts';
import { presets } from '../../src/experiment/presets.ts';
import { parseSpec } from '../../src/experiment/schema.ts';
import { specFromHash, specToHash } from '../../src/experiment/url.ts';
import { chosenWeights } from '../../src/nn/files/chosen-files.ts';
import { readSafetensors, writeSafetensors } from '../../src/nn/files/safetensors.ts';
import { startValues } from '../../src/nn/files/start-values.ts';
import { layersOf } from '../../src/nn/index.ts';
import type { NamedValues } from '../../src/nn/model.ts';
import { initialState, initialWeights } from '../../src/nn/model.ts';
import { parseResult } from '../../src/race/result.ts';
import { printResult } from '../../src/race/result-text.ts';
import { experiments, problems, results } from '../unit/experiment/frozen.ts';
import { mutatedBytes, mutatedText, mutatedValue } from './mutate.ts';
import type { Random } from './random.ts';
import { soundResult } from './sound-result.ts';

/** One reader of what comes from outside. */
export interface Reader {
  readonly name: string;
  /** Makes an input out of a valid one and reads it; what was read must come out the same when it is written and read again. */
  readonly attempt: (random: Random) => Promise<Attempt>;
}

export interface Attempt {
  /** What was read, twice: as it came, and written and read again. */
  readonly once: unknown;
  readonly again: unknown;
}

const json = (value: unknown): string => JSON.stringify(value) ?? 'null';

/** A value as JSON brings it back, which knows no −0. */
const plain = (value: unknown): unknown => JSON.parse(json(value));

/** JSON that was changed as a value, as a text, or that nests deeper than a stack. */
function anyJson(value: unknown, random: Random): string {
  if (random.chance(0.02)) {
    const [open, close] = random.pick([['[', ']'] as const, ['{"a":', '}'] as const]);
    const depth = random.pick([100, 20_000]);
    return json(value).replace(
      /\d+/,
      `${open.repeat(depth)}1${close.repeat(random.chance(0.5) ? depth : 0)}`,
    );
  }
  return random.chance(0.3) ? mutatedText(json(value), random) : json(mutatedValue(value, random));
}

/** Little that unpacks to much. */
const linkBombs = [2 ** 20, 2 ** 22].map(
  (size) => `#v1.${deflateRawSync(' '.repeat(size)).toString('base64url')}`,
);
const shardBomb = Uint8Array.from(gzipSync(new Uint8Array(2 ** 22)));

/** An experiment of today, or as it was written before. */
const anySpec = (random: Random): unknown =>
  random.chance(0.5) ? random.pick(presets).spec : random.pick(experiments)[1].spec;

function attemptLink(random: Random): Attempt {
  const spec = anySpec(random);
  const hash = random.chance(0.01)
    ? random.pick(linkBombs)
    : random.pick([
        () => mutatedText(specToHash(random.pick(presets).spec), random),
        () => mutatedText(random.pick(experiments)[1].link, random),
        () => `#v1.${deflateRawSync(anyJson(spec, random)).toString('base64url')}`,
        () => `#v1.${Buffer.from(mutatedBytes(deflateRawSync(json(spec)), random)).toString('base64url')}`,
      ])();
  const once = specFromHash(hash);
  return { once, again: once === null ? null : specFromHash(specToHash(once)) };
}

function attemptSpec(random: Random): Attempt {
  const once = plain(parseSpec(mutatedValue(anySpec(random), random)));
  return { once, again: plain(parseSpec(once)) };
}

function attemptMinimize(random: Random): Attempt {
  const problem = {
    optimizer: { id: 'nesterov', lr: 0.001, momentum: 0.9 },
    fn: random.pick(['rosenbrock', { quadratic: { a: [[1]], b: [1] } }]),
    start: [-1.2, 1],
    steps: 20,
    on: 'cpu',
  };
  const before = random.pick(problems)[1].spec;
  const once = plain(parseMinimize(mutatedValue(random.chance(0.5) ? problem : before, random)));
  return { once, again: plain(parseMinimize(once)) };
}

function attemptResult(random: Random): Attempt {
  const text = random.chance(0.5) ? printResult(soundResult(random)) : random.pick(results)[1];
  const once = parseResult(random.chance(0.02) ? text : anyJson(JSON.parse(text), random));
  return { once, again: parseResult(printResult(once)) };
}

const modelSpec = parseSpec({
  version: 1,
  data: { id: 'mnist-10k', size: 8, fit: 'resize' },
  model: { id: 'cnn', filters: [2, 3], norm: 'batch' },
  lanes: [{ optimizer: { id: 'sgd' } }],
});
const layers = layersOf(modelSpec.model, [8, 8, 1], 10);
const tensors: readonly NamedValues[] = [...initialWeights(layers, 1), ...initialState(layers)];

/** A safetensors file whose header is whatever the text says. */
function withHeader(header: string, data: Uint8Array): Uint8Array {
  const text = new TextEncoder().encode(header);
  const file = new Uint8Array(8 + text.length + data.length);
  new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true);
  file.set(text, 8);
  file.set(data, 8 + text.length);
  return file;
}

function attemptSafetensors(random: Random): Attempt {
  const file = writeSafetensors({ tensors, metadata: { format: 'fuzz' } });
  const length = Number(new DataView(file.buffer).getBigUint64(0, true));
  const header: unknown = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length)));
  const input = random.chance(0.5)
    ? mutatedBytes(file, random)
    : withHeader(anyJson(header, random), file.subarray(8 + length));
  const once = readSafetensors(input);
  if (random.chance(0.5)) startValues(layers, 1, { ...once, head: random.chance(0.5) });
  const again = readSafetensors(writeSafetensors(once));
  return { once: { ...once, excluded: [] }, again };
}

async function attemptTfjs(random: Random): Promise<Attempt> {
  const bin = new Uint8Array(tensors.reduce((sum, { values }) => sum + 4 * values.length, 0));
  const weights = tensors.map(({ name, shape }) => ({ name, shape, dtype: 'float32' }));
  const model = {
    format: 'layers-model',
    modelTopology: {},
    weightsManifest: [{ paths: ['w.bin'], weights }],
  };
  const files = [
    new File([anyJson(model, random)], 'model.json'),
    new File([random.chance(0.7) ? bin : Uint8Array.from(mutatedBytes(bin, random))], 'w.bin'),
    ...(random.chance(0.3) ? [new File([anyJson({ labels: ['a'] }, random)], 'metadata.json')] : []),
    ...(random.chance(0.1)
      ? [new File([Uint8Array.from(mutatedBytes(bin, random))], 'p-00001-of-00002.safetensors')]
      : []),
  ];
  const once = await chosenWeights(files);
  const again = readSafetensors(new Uint8Array(await once.file.arrayBuffer()));
  return { once: once.tensors, again: again.tensors };
}

const images = Uint8Array.from({ length: 3 * 4 + 3 }, (_, i) => (i < 12 ? i * 20 : i % 2));
const stored = Uint8Array.from(gzipSync(images));
const entry = {
  file: 'train-00.shard',
  count: 3,
  perClass: [2, 1],
  bytes: stored.length,
  sha256: bytesToHex(sha256(stored)),
};
const manifest = {
  version: 1,
  id: 'tiny',
  name: 'Tiny',
  source: 'made',
  licence: { spdx: 'MIT', holder: 'nobody', note: '' },
  shape: [2, 2, 1],
  classes: ['a', 'b'],
  counts: { train: 3, test: 3 },
  mean: [0.5],
  std: [0.5],
  shards: { train: [entry], test: [{ ...entry, file: 'test-00.shard' }] },
};

function attemptManifest(random: Random): Attempt {
  const once = plain(parseManifest(mutatedValue(manifest, random), 'tiny/manifest.json'));
  return { once, again: plain(parseManifest(once, 'tiny/manifest.json')) };
}

async function attemptShard(random: Random): Promise<Attempt> {
  const sound = parseManifest(manifest, 'tiny/manifest.json');
  const bytes = random.chance(0.01)
    ? shardBomb
    : random.pick([
        () => mutatedBytes(stored, random),
        () => Uint8Array.from(gzipSync(mutatedBytes(images, random))),
      ])();
  const isChecked = random.chance(0.5); // what a manifest vouches for must be checked none the less
  const vouched = isChecked ? { ...entry, bytes: bytes.length, sha256: bytesToHex(sha256(bytes)) } : entry;
  const once = await decodeShard(bytes, vouched, sound);
  return { once, again: await decodeShard(bytes, vouched, sound) };
}

const now = (attempt: (random: Random) => Attempt) => async (random: Random) => attempt(random);

export const readers: readonly Reader[] = [
  { name: 'link', attempt: now(attemptLink) },
  { name: 'experiment', attempt: now(attemptSpec) },
  { name: 'minimize', attempt: now(attemptMinimize) },
  { name: 'result', attempt: now(attemptResult) },
  { name: 'safetensors', attempt: now(attemptSafetensors) },
  { name: 'tfjs', attempt: attemptTfjs },
  { name: 'manifest', attempt: now(attemptManifest) },
  { name: 'shard', attempt: attemptShard },
];
