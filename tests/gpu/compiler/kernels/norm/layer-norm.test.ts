import { beforeAll, describe, expect, it } from 'vitest';
import type { LayerNormShape } from '../../../../../src/compiler/kernels/norm/layer-norm.ts';
import {
  layerNorm,
  layerNormGradient,
  layerNormTunings,
} from '../../../../../src/compiler/kernels/norm/layer-norm.ts';
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

const shapes: LayerNormShape[] = [
  { rows: 512, features: 32 },
  { rows: 37, features: 13 },
  { rows: 1, features: 64 },
  { rows: 300, features: 5 },
];

const groupsOf = ({ rows, features }: LayerNormShape): NormGroups => ({
  groups: rows,
  channels: features,
  group: (i) => Math.floor(i / features),
  channel: (i) => i % features,
});

describe.each(shapes.map((shape) => [`${shape.rows}×${shape.features}`, shape] as const))(
  'layer norm %s',
  (_, shape) => {
    const { rows, features } = shape;
    const length = rows * features;

    it('normalises each row', async () => {
      const x = randomValues(length).map((value, i) => value * ((i % features) + 1) + 30);
      const [gamma, beta] = [randomValues(features), randomValues(features)];
      const { floats } = await runEveryTuning({
        device,
        tunings: layerNormTunings,
        build: (tuning) => ({ kernels: [layerNorm(shape, tuning)] }),
        inputs: { x, gamma, beta },
        outputs: { y: length, statistics: 2 * rows },
      });
      expect(worstError(floats('y'), normalizeReference(x, gamma, beta, groupsOf(shape)))).toBeLessThan(4e-6);
      const { mean, variance } = momentsReference(x, groupsOf(shape));
      const statistics = [...mean, ...variance.map((value) => 1 / Math.sqrt(value + 1e-5))];
      expect(worstError(floats('statistics'), statistics)).toBeLessThan(1e-6);
    });

    it('gives the gradients of the float64 reference', async () => {
      const x = randomValues(length).map((value, i) => value * ((i % features) + 1) + 0.5);
      const [dY, gamma] = [randomValues(length), randomValues(features)];
      const { mean, variance } = momentsReference(x, groupsOf(shape));
      const statistics = Float32Array.of(...mean, ...variance.map((value) => 1 / Math.sqrt(value + 1e-5)));
      const { floats } = await runEveryTuning({
        device,
        tunings: layerNormTunings,
        build: (tuning) => layerNormGradient(shape, tuning),
        inputs: { x, dY, gamma, statistics },
        outputs: { dX: length, dGamma: features, dBeta: features },
      });
      const expected = normalizeGradientReference(x, dY, gamma, groupsOf(shape));
      expect(worstError(floats('dX'), expected.dX)).toBeLessThan(4e-6);
      const perRoot = (sums: ArrayLike<number>) => Array.from(sums, (sum) => sum / Math.sqrt(rows));
      expect(worstError(perRoot(floats('dGamma')), perRoot(expected.dGamma))).toBeLessThan(1e-6);
      expect(worstError(perRoot(floats('dBeta')), perRoot(expected.dBeta))).toBeLessThan(1e-6);
    });
  },
);
