import { beforeAll, describe, expect, it } from 'vitest';
import type { GroupNormShape } from '../../../../../src/compiler/kernels/norm/group-norm.ts';
import {
  groupNorm,
  groupNormGradient,
  groupNormTunings,
} from '../../../../../src/compiler/kernels/norm/group-norm.ts';
import type { NormGroups } from '../../../../../src/compiler/kernels/reference/normalization.ts';
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

const shapes: GroupNormShape[] = [
  { batch: 8, pixels: 49, channels: 32, groups: 8 },
  { batch: 3, pixels: 35, channels: 6, groups: 3 },
  { batch: 2, pixels: 1, channels: 10, groups: 2 },
  { batch: 1, pixels: 1000, channels: 12, groups: 1 },
  { batch: 300, pixels: 4, channels: 5, groups: 1 },
  { batch: 5, pixels: 33, channels: 7, groups: 7 },
];

function groupsOf({ batch, pixels, channels, groups }: GroupNormShape): NormGroups {
  return {
    groups: batch * groups,
    channels,
    group: (i) =>
      Math.floor(i / (pixels * channels)) * groups + Math.floor((i % channels) / (channels / groups)),
    channel: (i) => i % channels,
  };
}

describe.each(shapes.map((s) => [`${s.batch}×${s.pixels}×${s.channels}, ${s.groups} groups`, s] as const))(
  'group norm %s',
  (_, shape) => {
    const { batch, pixels, channels, groups } = shape;
    const length = batch * pixels * channels;
    const tunings = (adapter: 'software' | 'gpu') => groupNormTunings(shape, adapter);

    it('normalises each group of each sample', async () => {
      const x = randomValues(length).map((value, i) => value * ((i % channels) + 1) + 3);
      const [gamma, beta] = [randomValues(channels), randomValues(channels)];
      const { floats } = await runEveryTuning({
        device,
        tunings,
        build: (tuning) => groupNorm(shape, tuning),
        inputs: { x, gamma, beta },
        outputs: { y: length, statistics: 2 * batch * groups },
      });
      expect(worstError(floats('y'), normalizeReference(x, gamma, beta, groupsOf(shape)))).toBeLessThan(4e-6);
      const { mean, variance } = momentsReference(x, groupsOf(shape));
      const statistics = [...mean, ...variance.map((value) => 1 / Math.sqrt(value + 1e-5))];
      expect(worstError(floats('statistics'), statistics)).toBeLessThan(1e-6);
    });

    it('gives the gradients of the float64 reference', async () => {
      const x = randomValues(length).map((value, i) => value * ((i % channels) + 1) + 0.5);
      const [dY, gamma] = [randomValues(length), randomValues(channels)];
      const { mean, variance } = momentsReference(x, groupsOf(shape));
      const statistics = Float32Array.of(...mean, ...variance.map((value) => 1 / Math.sqrt(value + 1e-5)));
      const { floats } = await runEveryTuning({
        device,
        tunings,
        build: (tuning) => groupNormGradient(shape, tuning),
        inputs: { x, dY, gamma, statistics },
        outputs: { dX: length, dGamma: channels, dBeta: channels },
      });
      const expected = normalizeGradientReference(x, dY, gamma, groupsOf(shape));
      expect(worstError(floats('dX'), expected.dX)).toBeLessThan(4e-6);
      const perRoot = (sums: ArrayLike<number>) => Array.from(sums, (sum) => sum / Math.sqrt(batch * pixels));
      expect(worstError(perRoot(floats('dGamma')), perRoot(expected.dGamma))).toBeLessThan(1e-6);
      expect(worstError(perRoot(floats('dBeta')), perRoot(expected.dBeta))).toBeLessThan(1e-6);
    });
  },
);

it('refuses groups that do not divide the channels', () => {
  const tuning = { width: 1, rowsPerInvocation: 1, workgroupSize: 64 } as const;
  expect(() => groupNorm({ batch: 1, pixels: 4, channels: 6, groups: 4 }, tuning)).toThrow(
    'group norm: groups must divide the 6 channels, got 4',
  );
});
