import { beforeAll, describe, expect, it } from 'vitest';
import type { MultiHeadShape } from '../../../../../src/compiler/kernels/attention/multi-head-attention.ts';
import {
  attentionWeightsLength,
  multiHeadAttention,
  multiHeadAttentionGradient,
  multiHeadTunings,
} from '../../../../../src/compiler/kernels/attention/multi-head-attention.ts';
import {
  multiHeadAttentionGradientReference,
  multiHeadAttentionReference,
} from '../../../../../src/compiler/kernels/reference/multi-head-attention.ts';
import { sharedDevice } from '../../../../support/device.ts';
import { randomValues, worstError } from '../../../../support/kernels.ts';
import { runEveryTuning } from '../everyTuning.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await sharedDevice();
});

const shapes: MultiHeadShape[] = [
  { batch: 4, tokens: 16, features: 32, heads: 1 },
  { batch: 3, tokens: 17, features: 24, heads: 3 },
  { batch: 2, tokens: 7, features: 15, heads: 5 },
  { batch: 5, tokens: 1, features: 6, heads: 2 },
];

describe.each(shapes.map((s) => [`${s.batch}×${s.tokens}×${s.features}, ${s.heads} heads`, s] as const))(
  'attention %s',
  (_, shape) => {
    const length = shape.batch * shape.tokens * shape.features;
    const weightsLength = attentionWeightsLength(shape);

    it('mixes the values by the softmax of the scores, however large those are', async () => {
      const [q, k, v] = [randomValues(length, 12), randomValues(length, 12), randomValues(length)];
      const { floats } = await runEveryTuning({
        device,
        tunings: multiHeadTunings,
        build: (tuning) => multiHeadAttention(shape, tuning),
        inputs: { q, k, v },
        outputs: { y: length, weights: weightsLength },
      });
      const expected = multiHeadAttentionReference(shape, q, k, v);
      // scores reach some hundreds, whose rounding the exponential turns into a relative error of the weights
      expect(worstError(floats('weights'), expected.weights)).toBeLessThan(1e-4);
      expect(worstError(floats('y'), expected.y)).toBeLessThan(1e-4);
    });

    it('gives the gradients of the float64 reference', async () => {
      const [q, k, v, dY] = [
        randomValues(length, 2),
        randomValues(length, 2),
        randomValues(length),
        randomValues(length),
      ];
      const weights = Float32Array.from(multiHeadAttentionReference(shape, q, k, v).weights);
      const { floats } = await runEveryTuning({
        device,
        tunings: multiHeadTunings,
        build: (tuning) => multiHeadAttentionGradient(shape, tuning),
        inputs: { q, k, v, dY, weights },
        outputs: { dQ: length, dK: length, dV: length },
      });
      const expected = multiHeadAttentionGradientReference(shape, q, k, v, dY);
      for (const name of ['dQ', 'dK', 'dV'] as const) {
        expect(worstError(floats(name), expected[name]), name).toBeLessThan(2e-6);
      }
    });
  },
);

it('the reference has the gradient of finite differences', () => {
  const shape = { batch: 2, tokens: 3, features: 4, heads: 2 };
  const length = 24;
  const inputs = Array.from({ length: 3 }, () => Float64Array.from(randomValues(length)));
  const dY = Float64Array.from(randomValues(length));
  const value = ([q, k, v]: Float64Array[]) =>
    multiHeadAttentionReference(shape, q ?? [], k ?? [], v ?? []).y.reduce(
      (sum, y, i) => sum + y * (dY[i] as number),
      0,
    );
  const [q, k, v] = inputs as [Float64Array, Float64Array, Float64Array];
  const { dQ, dK, dV } = multiHeadAttentionGradientReference(shape, q, k, v, dY);
  for (const [which, gradient] of [dQ, dK, dV].entries()) {
    for (let i = 0; i < length; i++) {
      const moved = (by: number) =>
        inputs.map((values, j) => values.map((x, at) => (j === which && at === i ? x + by : x)));
      const difference = (value(moved(1e-6)) - value(moved(-1e-6))) / 2e-6;
      expect(Math.abs(difference - (gradient[i] as number))).toBeLessThan(1e-8);
    }
  }
});

it('refuses heads that do not divide the features', () => {
  const shape = { batch: 1, tokens: 2, features: 6, heads: 4 };
  expect(() => multiHeadAttention(shape, { workgroupSize: 4 })).toThrow(
    'attention: heads must divide the 6 features, got 4',
  );
});
