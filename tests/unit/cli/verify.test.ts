import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Bits } from '../../../src/cli/command.ts';
import { main } from '../../../src/cli/main.ts';
import { engineFacts } from '../../../src/core/engine.ts';
import { parseResult } from '../../../src/race/result.ts';
import { printResult } from '../../../src/race/result-text.ts';
import { dataFolder } from '../../support/disk-reader.ts';
import { experiment } from '../../support/experiment.ts';
import { runInWasm } from '../../support/wasm-session.ts';

const folder = mkdtempSync(join(tmpdir(), 'downhill-verify-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the command line; what it printed, and its exit status. */
async function call(
  args: readonly string[],
  environment: Record<string, string> = {},
  bits: Bits | null = null,
) {
  const lines: string[] = [];
  const progress: (string | null)[] = [];
  const status = await main(args, {
    print: (line) => lines.push(line),
    showProgress: (line) => progress.push(line),
    environment,
    dataUrl: dataFolder,
    readBits: bits && (async () => bits),
  });
  return { status, text: lines.join('\n'), progress };
}

const bitsOf = (recorded: Bits['recorded'], digests: Bits['recorded']): Bits => ({
  recorded,
  digests: (async function* () {
    yield* Object.entries(digests);
  })(),
});

/** A result with a live edit, over two seeds, made by this engine. */
const made = (async () => {
  const spec = experiment({
    name: 'Edited',
    seeds: 2,
    data: { id: 'mnist-10k', batchSize: 8, validation: 50 },
    model: { id: 'mlp', hidden: [4] },
    training: { steps: 6, evalEvery: 3 },
    lanes: [
      { optimizer: { id: 'nmgd', lr: 0.05 }, events: [{ step: 3, set: { 'optimizer.lr': 0.2 } }] },
      { optimizer: { id: 'adam', lr: 0.01 } },
    ],
  });
  const { adapter, rounds } = await runInWasm(spec);
  const file = { kind: 'downhill-race', version: 4, versions: { downhill: '0.1.0' }, verdict: null } as const;
  return parseResult(printResult({ ...file, ...engineFacts(adapter), spec, adapter, rounds }));
})();

async function written(name: string, edit: (text: string) => string = (text) => text): Promise<string> {
  const file = join(folder, name);
  writeFileSync(file, edit(printResult(await made)));
  return file;
}

describe('downhill verify with a file', () => {
  it('trains the result again, and finds every loss the same', async () => {
    const { status, text, progress } = await call(['verify', await written('sound.json')]);
    expect(text).toContain('Edited: 24 losses, made by CPU, by WebAssembly, Downhill 0.1.0');
    expect(text).toContain('All 24 losses are the same, to the bit.');
    expect(status).toBe(0);
    expect(progress.some((line) => line?.startsWith('Seed 2: step '))).toBe(true);
    expect(progress.at(-1)).toBeNull();
  });

  it('names the lane, the seed and the step where one bit is other', async () => {
    const result = await made;
    const [, run] = result.rounds[1]?.runs ?? [];
    const loss = Float32Array.from(run?.loss ?? []);
    const bits = new Uint32Array(loss.buffer);
    bits[4] = (bits[4] as number) ^ 1;
    const rounds = result.rounds.map((round) => ({
      ...round,
      runs: round.runs.map((of) => (of === run ? { ...of, loss } : of)),
    }));
    const file = await written('altered.json', () => printResult({ ...result, rounds }));
    const { status, text } = await call(['verify', file], { LANG: 'zh_CN.UTF-8' });
    expect(text).toContain(`第一处差异：Adam，种子 ${result.rounds[1]?.seed}，第 4 步。`);
    expect(status).toBe(1);
  });

  it('says of a result of another engine what its bits need', async () => {
    const adapter = {
      backend: 'webgpu',
      vendor: 'nvidia',
      architecture: 'hopper',
      description: '',
      software: false,
      fallback: null,
    } as const;
    const result = { ...(await made), adapter, ...engineFacts(adapter) };
    const { status, text } = await call(['verify', await written('gpu.json', () => printResult(result))]);
    expect(text).toContain('Trained on WebGPU, NVIDIA Hopper. The same bits come only from the same adapter');
    expect(status).toBe(2);
    const byWebgl = { ...adapter, backend: 'webgl' } as const;
    const ofTfjs = { ...(await made), adapter: byWebgl, ...engineFacts(byWebgl) };
    const other = await call(['verify', await written('webgl.json', () => printResult(ofTfjs))]);
    expect(other.text).toContain('Trained by TensorFlow.js on WebGL, NVIDIA Hopper, which does not promise');
    expect(other.status).toBe(2);
  });

  it('says what is wrong with a file, and with arguments', async () => {
    const missing = await call(['verify', join(folder, 'missing.json')]);
    expect(missing.text).toContain('missing.json could not be read (ENOENT');
    const damaged = await call(['verify', await written('damaged.json', (text) => text.slice(0, 100))]);
    expect(damaged.text).toContain('It could not be verified: result: ');
    const unknown = await call(['train']);
    expect(unknown.text).toBe('There is no command “train”. Choose one of: verify.');
    const option = await call(['verify', '--odd']);
    expect(option.text).toContain("These arguments are not understood (Unknown option '--odd'");
    const two = await call(['verify', 'a.json', 'b.json', '--language', 'zh']);
    expect(two.text).toBe('verify 最多接受一个文件，得到 2 个。请只给一个文件。');
    for (const { status } of [missing, damaged, unknown, option, two]) expect(status).toBe(2);
    const help = await call(['--help']);
    expect(help).toMatchObject({ status: 0, text: expect.stringContaining('Usage: npm run downhill') });
  });
});

describe('downhill verify without a file', () => {
  it('compares the digests of this machine with those on record', async () => {
    const same = await call(['verify'], {}, bitsOf({ a: '1', b: '2' }, { a: '1', b: '2' }));
    expect(same).toMatchObject({
      status: 0,
      text: 'a: the same\nb: the same\nAll 2 entries have the bits on record.',
    });
    const other = await call(['verify'], {}, bitsOf({ a: '1', b: '2' }, { a: '1', b: '3' }));
    expect(other).toMatchObject({ status: 1, text: 'a: the same\nb: different\n1 entry has other bits: b.' });
    const unknown = await call(['verify'], {}, bitsOf({ a: '1', b: '2' }, { a: '1', c: '3' }));
    expect(unknown.text).toContain('c: not on record. Write the record anew.');
    expect(unknown.text).toContain('b: on record, but not computed here. Write the record anew.');
    expect(unknown.status).toBe(1);
    expect(await call(['verify'])).toMatchObject({
      status: 2,
      text: expect.stringContaining('no record of bits'),
    });
  });
});

it('a command is declared with the script that runs it', () => {
  const { scripts } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
  expect(scripts.downhill).toBe('node scripts/downhill.mjs');
});
