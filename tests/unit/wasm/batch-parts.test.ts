import { expect, it } from 'vitest';
import { trace } from '../../../src/compiler/lowering/tape.ts';
import { batchParts } from '../../../src/compiler/wasm/batch-parts.ts';
import type { ModelId } from '../../../src/nn/index.ts';
import { modelById } from '../../../src/nn/index.ts';
import { runCalls, whole } from '../../support/wasm.ts';

const partsOf = (model: ModelId, options: object, batch: number) =>
  batchParts(trace(modelById(model).layers(options, [28, 28, 1], 10), [28, 28, 1], batch), batch);

const narrow = { filters: [8, 16], dense: [] };

it.each([
  ['cnn', narrow, 4, [[4]]],
  ['cnn', narrow, 15, [[8, 7]]],
  ['cnn', narrow, 32, [[8], [8], [8], [8]]],
  ['cnn', narrow, 50, [[9], [9], [8], [8], [8], [8]]],
  ['cnn', narrow, 128, Array.from({ length: 8 }, () => [8, 8])],
  ['cnn', { filters: [16, 32], dense: [] }, 64, Array.from({ length: 8 }, () => [8])],
  ['cnn', { ...narrow, norm: 'batch' }, 128, [[128]]],
  ['mlp', { hidden: [256] }, 128, [[128]]], // gradients of more parts would cost more than they bring
  ['ten-conv', { width: 1 }, 32, [[8, 8, 8, 8]]], // or take more memory
] as const)('a batch of %s %o of %i is cut by shapes alone', (model, options, batch, expected) => {
  expect(partsOf(model, options, batch)).toEqual(expected);
});

it.each([1, 2, 3, 4, 5, 6, 7, 8])('the gradients of %i parts are added in pairs', async (parts) => {
  const length = 7;
  const room = 8; // from one part to the next
  const values = Float32Array.from({ length: parts * room }, () => Math.random() - 0.5);
  const pairwise = (sums: readonly Float32Array[]): Float32Array => {
    if (sums.length === 1) return sums[0] as Float32Array;
    const next = Array.from({ length: Math.ceil(sums.length / 2) }, (_, i) => {
      const [a, b] = [sums[2 * i] as Float32Array, sums[2 * i + 1]];
      return b ? a.map((value, k) => Math.fround(value + (b[k] as number))) : a;
    });
    return pairwise(next);
  };
  const memory = await runCalls([{ name: 'sumParts', args: [whole('g'), 4 * room, parts, length] }], {
    g: values,
  });
  const each = Array.from({ length: parts }, (_, part) => values.slice(part * room, part * room + length));
  expect(memory.floats('g').slice(0, length)).toEqual(pairwise(each));
  expect(memory.floats('g').slice(length)).toEqual(values.slice(length));
});
