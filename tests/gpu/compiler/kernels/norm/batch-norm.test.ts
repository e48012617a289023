import { beforeAll, describe, expect, it } from 'vitest';
import type { BatchNormShape } from '../../../../../src/compiler/kernels/norm/batch-norm.ts';
import {
  batchNorm,
  batchNormGradient,
  batchNormInference,
  batchNormInferenceGradient,
  batchNormTunings,
} from '../../../../../src/compiler/kernels/norm/batch-norm.ts';
import {
  momentsReference,
  normalizeGradientReference,
  normalizeReference,
} from '../../../../../src/compiler/kernels/reference/normalization.ts';
import { sharedDevice } from '../../../../support/device.ts';
import { randomValues, worstError } from '../../../../support/kernels.ts';
import { runEveryTuning } from '../everyTuning.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await sharedDevice();
});

const shapes = [
  { rows: 16 * 14 * 14, channels: 16 },
  { rows: 3 * 7 * 5, channels: 5 },
  { rows: 1003, channels: 12 },
  { rows: 2, channels: 1 },
  { rows: 33, channels: 130 },
  { rows: 9001, channels: 2 },
];

/** Elements of different spread, off their mean. */
const values = ({ rows, channels }: BatchNormShape, shift: number) =>
  randomValues(rows * channels).map((value, i) => value * ((i % 8) + 1) + shift);

describe.each(shapes.map((shape) => [`${shape.rows}×${shape.channels}`, shape] as const))(
  'batch norm %s',
  (_, shape) => {
    const { rows, channels } = shape;
    const groups = {
      groups: channels,
      channels,
      group: (i: number) => i % channels,
      channel: (i: number) => i % channels,
    };
    const tunings = (adapter: 'software' | 'gpu') => batchNormTunings(shape, adapter);

    it('normalises by the batch and keeps running statistics', async () => {
      const x = values(shape, 3);
      const gamma = randomValues(channels);
      const beta = randomValues(channels);
      const runningMean = randomValues(channels);
      const runningVariance = randomValues(channels).map((value) => 1 + value);
      const { floats } = await runEveryTuning({
        device,
        tunings,
        build: (tuning) => batchNorm(shape, tuning),
        inputs: { x, gamma, beta, runningMean, runningVariance },
        outputs: {
          y: rows * channels,
          statistics: 2 * channels,
          runningMean: channels,
          runningVariance: channels,
        },
      });
      const { mean, variance } = momentsReference(x, groups);
      const statistics = [...mean, ...variance.map((value) => 1 / Math.sqrt(value + 1e-5))];
      expect(worstError(floats('y'), normalizeReference(x, gamma, beta, groups))).toBeLessThan(4e-6);
      expect(worstError(floats('statistics'), statistics)).toBeLessThan(1e-6);
      expect(
        worstError(
          floats('runningMean'),
          mean.map((value, c) => 0.9 * (runningMean[c] ?? 0) + 0.1 * value),
        ),
      ).toBeLessThan(1e-6);
      const unbiased = variance.map(
        (value, c) => 0.9 * (runningVariance[c] ?? 0) + (0.1 * value * rows) / (rows - 1),
      );
      expect(worstError(floats('runningVariance'), unbiased)).toBeLessThan(1e-6);
    });

    it('gives the gradients of the float64 reference', async () => {
      const x = values(shape, 0.5);
      const dY = randomValues(rows * channels);
      const gamma = randomValues(channels);
      const { mean, variance } = momentsReference(x, groups);
      const statistics = Float32Array.of(...mean, ...variance.map((value) => 1 / Math.sqrt(value + 1e-5)));
      const { floats } = await runEveryTuning({
        device,
        tunings,
        build: (tuning) => batchNormGradient(shape, tuning),
        inputs: { x, dY, gamma, statistics },
        outputs: { dX: rows * channels, dGamma: channels, dBeta: channels },
      });
      const expected = normalizeGradientReference(x, dY, gamma, groups);
      // values that happen to lie close together are spread apart, and their rounding with them
      const spread = Math.max(1, ...statistics.subarray(channels));
      expect(worstError(floats('dX'), expected.dX)).toBeLessThan(2e-6 * spread);
      const perRoot = (sums: ArrayLike<number>) => Array.from(sums, (sum) => sum / Math.sqrt(rows));
      expect(worstError(perRoot(floats('dGamma')), perRoot(expected.dGamma))).toBeLessThan(1e-6 * spread);
      expect(worstError(perRoot(floats('dBeta')), perRoot(expected.dBeta))).toBeLessThan(1e-6);
    });
  },
);

it.each([...shapes, { rows: 1, channels: 1 }, { rows: 1, channels: 37 }])(
  'normalises by the running statistics in evaluation, where $rows rows of $channels may be one',
  async (shape) => {
    const { rows, channels } = shape;
    const x = values(shape, -1);
    const [gamma, beta, runningMean] = [
      randomValues(channels),
      randomValues(channels),
      randomValues(channels),
    ];
    const runningVariance = randomValues(channels).map((value) => 1.01 + value);
    const { floats } = await runEveryTuning({
      device,
      tunings: (adapter) => batchNormTunings(shape, adapter),
      build: (tuning) => ({ kernels: [batchNormInference(shape, tuning)] }),
      inputs: { x, gamma, beta, runningMean, runningVariance },
      outputs: { y: rows * channels },
    });
    const expected = Array.from(x, (value, i) => {
      const of = (parameter: Float32Array) => parameter[i % channels] ?? Number.NaN;
      return (of(gamma) * (value - of(runningMean))) / Math.sqrt(of(runningVariance) + 1e-5) + of(beta);
    });
    expect(worstError(floats('y'), expected)).toBeLessThan(1e-6);
  },
);

it.each([...shapes, { rows: 1, channels: 1 }])(
  'takes the gradient in evaluation through its scale alone, $rows rows of $channels',
  async (shape) => {
    const { rows, channels } = shape;
    const [dY, gamma] = [randomValues(rows * channels), randomValues(channels)];
    const runningVariance = randomValues(channels).map((value) => 1.01 + value);
    const { floats } = await runEveryTuning({
      device,
      tunings: (adapter) => batchNormTunings(shape, adapter),
      build: (tuning) => ({ kernels: [batchNormInferenceGradient(shape, tuning)] }),
      inputs: { dY, gamma, runningVariance },
      outputs: { dX: rows * channels },
    });
    const scale = (i: number) => (gamma[i] as number) / Math.sqrt((runningVariance[i] as number) + 1e-5);
    const expected = Array.from(dY, (value, i) => value * scale(i % channels));
    expect(worstError(floats('dX'), expected)).toBeLessThan(1e-6);
  },
);

it('keeps its digits where the mean is a thousand times the spread', async () => {
  const shape = { rows: 5000, channels: 4 };
  const groups = { groups: 4, channels: 4, group: (i: number) => i % 4, channel: (i: number) => i % 4 };
  const x = randomValues(20_000).map((value) => 1000 + value);
  const ones = new Float32Array(4).fill(1);
  const { floats } = await runEveryTuning({
    device,
    tunings: (adapter) => batchNormTunings(shape, adapter),
    build: (tuning) => batchNorm(shape, tuning),
    inputs: { x, gamma: ones, beta: new Float32Array(4), runningMean: ones, runningVariance: ones },
    outputs: { y: 20_000, statistics: 8 },
  });
  expect(worstError(floats('y'), normalizeReference(x, ones, new Float32Array(4), groups))).toBeLessThan(
    3e-4,
  );
});
