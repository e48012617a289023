import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DownhillError } from '../../../src/core/errors.ts';
import { chosenWeights } from '../../../src/nn/files/chosen-files.ts';
import { readSafetensors, writeSafetensors } from '../../../src/nn/files/safetensors.ts';
import { checkPretrained, startValues } from '../../../src/nn/files/start-values.ts';
import { layersOf } from '../../../src/nn/index.ts';
import type { NamedValues } from '../../../src/nn/model.ts';
import { experiment } from '../../support/experiment.ts';
import { rejectedWith, rejectionOf } from '../../support/rejection.ts';

const layersFor = (model: object) => {
  const spec = experiment({
    data: { id: 'mnist-10k', size: 8, fit: 'resize' },
    model,
    lanes: [{ optimizer: { id: 'sgd' } }],
  });
  return layersOf(spec.model, [8, 8, 1], 10);
};
const bytesOf = (path: string) => readFileSync(new URL(`data/${path}`, import.meta.url));
const fileOf = (path: string) => new File([bytesOf(path)], path.slice(path.lastIndexOf('/') + 1));
const jsonFile = (value: unknown, name = 'model.json') => new File([JSON.stringify(value)], name);
const tensor = (name: string, ...values: number[]): NamedValues => ({
  name,
  shape: [values.length],
  values: Float32Array.from(values),
});
const part = (name: string, ...tensors: NamedValues[]) =>
  new File([writeSafetensors({ tensors, metadata: {} })], name);
const namesOf = (tensors: readonly NamedValues[]) => tensors.map(({ name }) => name);

describe('files of TensorFlow.js', () => {
  it.each([
    [
      'tfjs-batch-norm-order',
      ['model.json', 'model.weights.bin'],
      { id: 'cnn', filters: [2, 3], norm: 'batch' },
    ],
    ['tfjs-metadata-json', ['metadata.json', 'model.json', 'weights.bin'], { id: 'cnn', filters: [2] }],
  ])('%s gives every weight and statistic its place', async (folder, names, model) => {
    const layers = layersFor(model);
    for (const files of [names, names.toReversed()]) {
      const { tensors } = await chosenWeights(files.map((name) => fileOf(`${folder}/${name}`)));
      const initial = startValues(layers, 1, { tensors, head: true });
      const expected = readSafetensors(bytesOf(`${folder}/expected.safetensors`));
      expect(initial).toEqual(startValues(layers, 1, { tensors: expected.tensors, head: true }));
      expect(initial).not.toEqual(startValues(layers, 1, null));
    }
  });

  it('fit with their statistics layer by layer too, as Keras writes them', async () => {
    const layers = layersFor({ id: 'cnn', filters: [2, 3], norm: 'batch' });
    const folder = 'tfjs-batch-norm-order';
    const files = [fileOf(`${folder}/model.json`), fileOf(`${folder}/model.weights.bin`)];
    const { tensors } = await chosenWeights(files);
    const place = new Map(layers.map(({ name }, i) => [name, i]));
    const kerasOrder = [0, 1, 2, 8, 9, 3, 4, 5, 10, 11, 6, 7].map((i) => tensors[i] as NamedValues);
    expect(place.size).toBeGreaterThan(0);
    const start = (of: readonly NamedValues[]) => startValues(layers, 1, { tensors: of, head: true });
    expect(start(kerasOrder)).toEqual(start(tensors));
  });

  it('saved with their optimizer leave it out and name it', async () => {
    const layers = layersFor({ id: 'cnn', filters: [2] });
    const folder = 'tfjs-metadata-json';
    const model = JSON.parse(bytesOf(`${folder}/model.json`).toString());
    const plain = await chosenWeights(
      ['model.json', 'weights.bin'].map((name) => fileOf(`${folder}/${name}`)),
    );
    model.weightsManifest[0].weights.push(
      { name: 'iter', shape: [], dtype: 'int32', group: 'optimizer' },
      { name: 'conv2d_Conv2D1/kernel/m', shape: [3, 3, 1, 2], dtype: 'float32', group: 'optimizer' },
    );
    const bin = new File([bytesOf(`${folder}/weights.bin`), new Uint8Array(4 + 18 * 4)], 'weights.bin');
    const chosen = await chosenWeights([jsonFile(model), bin]);
    expect(chosen.tensors).toEqual(plain.tensors);
    expect(chosen.excluded.map(({ name }) => name)).toEqual(['iter', 'conv2d_Conv2D1/kernel/m']);
    checkPretrained(layers, { ...chosen, head: true });
  });

  it('may list their weights as weightSpecs, with the one .bin beside them', async () => {
    const listed = { modelTopology: {}, weightSpecs: [{ name: 'a', shape: [1], dtype: 'float32' }] };
    const bin = new File([Uint8Array.of(0, 0, 0x80, 0x3f)], 'anything.bin');
    expect((await chosenWeights([jsonFile(listed, 'artifacts.json'), bin])).tensors).toEqual([
      tensor('a', 1),
    ]);
    expect(await rejectedWith(chosenWeights([jsonFile(listed), bin, new File(['x'], 'b.bin')]))).toBe(
      'model.json needs one .bin file, got 2. Choose both at once.',
    );
  });

  it.each([
    [
      'lists no weights',
      [jsonFile({ labels: ['A'] }, 'metadata.json')],
      'metadata.json has no list of weights. Choose the model.json',
    ],
    [
      'lists the weights of two models',
      [
        jsonFile({ weightsManifest: [{ paths: [], weights: [] }] }, 'a.json'),
        jsonFile({ weightSpecs: [] }, 'b.json'),
      ],
      'of several models. Choose a.json or b.json.',
    ],
    [
      'lists more than a list holds',
      [jsonFile({ weightsManifest: [{ paths: ['w'], weights: Array.from({ length: 130_000 }, () => 0) }] })],
      'lists more than 4\u202f096 weights',
    ],
    ['nests without end', [new File(['['.repeat(50_000)], 'model.json')], 'The model.json nests too deep.'],
  ])('are refused where a JSON %s', async (_, files, message) => {
    expect(await rejectedWith(chosenWeights(files))).toContain(message);
  });
});

describe('parts of a safetensors model', () => {
  const one = part('m-00001-of-00002.safetensors', tensor('a', 1), tensor('b', 2));
  const two = part('m-00002-of-00002.safetensors', tensor('c', 3));

  it('are put together in the order of their numbers', async () => {
    for (const files of [
      [one, two],
      [two, one],
    ]) {
      const chosen = await chosenWeights(files);
      expect(chosen).toMatchObject({ name: 'm', parts: 2 });
      expect(namesOf(chosen.tensors)).toEqual(['a', 'b', 'c']);
      const stored = readSafetensors(new Uint8Array(await chosen.file.arrayBuffer()));
      expect(stored.tensors).toEqual(chosen.tensors);
    }
  });

  it('go by their index where it is there', async () => {
    const index = (map: object) => jsonFile({ weight_map: map }, 'm.safetensors.index.json');
    const parts = [part('x.safetensors', tensor('a', 1)), part('y.safetensors', tensor('b', 2))];
    const map = { a: 'x.safetensors', b: 'y.safetensors' };
    expect(namesOf((await chosenWeights([...parts, index(map)])).tensors)).toEqual(['a', 'b']);
    expect(await rejectedWith(chosenWeights([...parts, index({ ...map, c: 'z.safetensors' })]))).toContain(
      'The index names z.safetensors, which is missing.',
    );
    expect(await rejectedWith(chosenWeights([...parts, index({ ...map, c: 'x.safetensors' })]))).toContain(
      'The index names c, which no part holds.',
    );
  });

  it.each([
    ['a part is missing', [one], 'Part 2 of 2 is missing. Choose all parts at once.'],
    [
      'they are no parts',
      [part('a.safetensors'), part('b.safetensors')],
      'not the parts of one model: a.safetensors and b.safetensors.',
    ],
    ['they are of two models', [one, part('n-00002-of-00002.safetensors')], 'not the parts of one model: '],
    [
      'a name is in both',
      [one, part('m-00002-of-00002.safetensors', tensor('a', 1))],
      'a is in two of the files',
    ],
    [
      'a model of another kind is there too',
      [one, two, jsonFile({ weightSpecs: [] }), new File(['x'], 'w.bin')],
      'several models. Choose m-00001-of-00002.safetensors or model.json.',
    ],
  ])('are refused where %s', async (_, files, message) => {
    expect(await rejectedWith(chosenWeights(files))).toContain(message);
  });
});

describe('a network that would use nothing of a file', () => {
  it('refuses it: its only layer is the head, which does not fit', () => {
    const layers = layersFor({ id: 'logistic' });
    const tensors = [tensor('other/kernel', 1, 2), tensor('other/bias', 1)];
    const check = (head: boolean) => () => checkPretrained(layers, { tensors, head });
    expect(check(true)).toThrow(DownhillError);
    expect(rejectionOf(check(false))).toContain(
      'the only layer of this network is the head, which starts at random.',
    );
    try {
      check(true)();
    } catch (error) {
      expect((error as DownhillError).path).toBe('start'); // not start.head: all but the head is nothing
    }
  });
});

describe('readSafetensors', () => {
  const withHeader = (header: string) => {
    const text = new TextEncoder().encode(header);
    const file = new Uint8Array(8 + text.length);
    new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true);
    file.set(text, 8);
    return file;
  };

  it.each([
    ['{"__metadata__":{"x":{"toString":1}}}', 'The metadata x are not text.'],
    [
      '{"a":{"dtype":{"toString":1},"shape":[],"data_offsets":[0,0]}}',
      'The file does not name the type of a.',
    ],
    [`{"a":${'['.repeat(5000)}`, 'The header nests too deep.'],
    ['{"a":', 'The header is not JSON.'],
  ])('refuses a header of %s', (header, message) => {
    expect(rejectionOf(() => readSafetensors(withHeader(header)))).toContain(message);
  });
});
