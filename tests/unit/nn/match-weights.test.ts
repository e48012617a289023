import { describe, expect, it } from 'vitest';
import type { InitialTensor } from '../../../src/nn/files/match-weights.ts';
import { matchWeights } from '../../../src/nn/files/match-weights.ts';
import { readTfjsWeights } from '../../../src/nn/files/tfjs-weights.ts';
import type { NamedValues } from '../../../src/nn/model.ts';
import { rejectionOf } from '../../support/rejection.ts';

const tensor = (name: string, shape: readonly number[], first: number): NamedValues => ({
  name,
  shape,
  values: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => first + i),
});

const initial: readonly InitialTensor[] = [
  { ...tensor('conv1/kernel', [1, 1, 1, 2], 0), role: 'matrix' },
  { ...tensor('conv1/bias', [2], 0), role: 'vector' },
  { ...tensor('logits/kernel', [2, 3], 0), role: 'head' },
  { ...tensor('logits/bias', [3], 0), role: 'head' },
];
const trained = [
  tensor('conv1/kernel', [1, 1, 1, 2], 10),
  tensor('conv1/bias', [2], 20),
  tensor('logits/kernel', [2, 3], 30),
  tensor('logits/bias', [3], 40),
];

describe('matchWeights', () => {
  it('goes by name, whatever the order and whatever else is there', () => {
    const file = [tensor('step', [1], 5), ...trained.toReversed()];
    expect(matchWeights(initial, file, { head: true })).toEqual(trained);
  });

  it('goes by place where the names are others', () => {
    const file = trained.map((one, i) => ({ ...one, name: `variable_${i}` }));
    expect(matchWeights(initial, file, { head: true })).toEqual(trained);
  });

  it('keeps the head’s own start where all but the head is taken, so that classes may differ', () => {
    const other = [...trained.slice(0, 2), tensor('logits/kernel', [2, 7], 1), tensor('logits/bias', [7], 1)];
    expect(matchWeights(initial, other, { head: false })).toEqual([
      ...trained.slice(0, 2),
      ...initial.slice(2),
    ]);
    expect(rejectionOf(() => matchWeights(initial, other, { head: true }))).toContain(
      'The network needs logits/kernel of 2 × 3, but the file has logits/kernel of 2 × 7.',
    );
  });

  it('names what is missing, and what cannot be trained with', () => {
    expect(rejectionOf(() => matchWeights(initial, trained.slice(1), { head: true }))).toContain(
      'The file lacks conv1/kernel and has 3 tensors where the network has 4.',
    );
    const broken = trained.map((one) =>
      one.name === 'conv1/bias' ? { ...one, values: Float32Array.of(1, Number.NaN) } : one,
    );
    expect(rejectionOf(() => matchWeights(initial, broken, { head: true }))).toContain(
      'The file has NaN in conv1/bias',
    );
  });

  it('says of what is there in another form that it is, and in which forms it could be read', () => {
    const excluded = [
      { name: 'steps', dtype: 'I64' },
      { name: 'logits/kernel', dtype: 'I8' },
    ];
    const file = trained.filter(({ name }) => name !== 'logits/kernel');
    expect(rejectionOf(() => matchWeights(initial, file, { head: true, excluded }))).toBe(
      'The file stores logits/kernel as I8, which cannot be read as weights. Save it as F32, F16 or BF16.',
    );
    const others = file.map((one, i) => ({ ...one, name: `variable_${i}` }));
    const counted = ['steps', 'seen'].map((name) => ({ name, dtype: 'I64' }));
    const match = (count: number) =>
      rejectionOf(() => matchWeights(initial, others, { head: true, excluded: counted.slice(0, count) }));
    expect(match(1)).toContain(
      'lacks conv1/kernel and has 3 tensors where the network has 4, without steps (I64), as no weight is stored so.',
    );
    expect(match(2)).toContain('without steps (I64) and 1 more, as');
  });

  it('takes a file in which only what is not wanted is in another form', () => {
    const excluded = [{ name: 'logits/kernel', dtype: 'I8' }];
    expect(matchWeights(initial, trained.slice(0, 2), { head: false, excluded })).toEqual([
      ...trained.slice(0, 2),
      ...initial.slice(2),
    ]);
  });
});

describe('readTfjsWeights', () => {
  const json = (weights: readonly object[]) =>
    JSON.stringify({ weightsManifest: [{ paths: ['w.bin'], weights }] });

  it('reads float32, and makes quantized weights float32 again', () => {
    const weights = [
      { name: 'a', shape: [2], dtype: 'float32', quantization: { dtype: 'uint8', scale: 0.5, min: -1 } },
      { name: 'axis', shape: [1], dtype: 'int32' },
      { name: 'b', shape: [], dtype: 'float32' },
    ];
    const bin = Uint8Array.of(0, 4, 1, 0, 0, 0, 0, 0, 0x80, 0x3f);
    expect(readTfjsWeights(json(weights), bin)).toEqual([
      { name: 'a', shape: [2], values: Float32Array.of(-1, 1) },
      { name: 'b', shape: [], values: Float32Array.of(1) },
    ]);
  });

  it('reads float16, as the converter makes it, and quantized numbers of two bytes', () => {
    const weights = [
      {
        name: 'h',
        shape: [3],
        dtype: 'float32',
        quantization: { dtype: 'float16', original_dtype: 'float32' },
      },
      { name: 'q', shape: [1], dtype: 'float32', quantization: { dtype: 'uint16', scale: 2, min: 1 } },
    ];
    const bin = Uint8Array.of(0x00, 0x3c, 0x00, 0xc0, 0x55, 0x35, 0x00, 0x01);
    expect(readTfjsWeights(json(weights), bin)).toEqual([
      { name: 'h', shape: [3], values: Float32Array.of(1, -2, 0.333251953125) },
      { name: 'q', shape: [1], values: Float32Array.of(513) },
    ]);
  });

  it.each([
    ['are cut short: a ends at byte 4 of 3.', json([{ name: 'a', shape: [1], dtype: 'float32' }]), 3],
    ['have 5 bytes, but the model.json lists 4.', json([{ name: 'a', shape: [1], dtype: 'float32' }]), 5],
    ['model.json is not JSON.', '{', 0],
    ['no list of weights at weightsManifest.', '{"modelTopology":{}}', 0],
  ])('refuses files: %s', (fact, model, bytes) => {
    expect(rejectionOf(() => readTfjsWeights(model, new Uint8Array(bytes)))).toContain(fact);
  });
});
