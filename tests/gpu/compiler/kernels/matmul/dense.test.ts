import { beforeAll, describe, expect, it } from 'vitest';
import {
  activationName,
  derivativeFrom,
} from '../../../../../src/compiler/kernels/elementwise/activation.ts';
import type { DenseShape } from '../../../../../src/compiler/kernels/matmul/dense.ts';
import {
  dense,
  denseInputGradient,
  denseInputGradientTunings,
  denseTunings,
  denseWeightGradient,
  denseWeightGradientTunings,
} from '../../../../../src/compiler/kernels/matmul/dense.ts';
import { activate, activationDerivative } from '../../../../../src/compiler/kernels/reference/activation.ts';
import {
  denseGradientReference,
  denseReference,
} from '../../../../../src/compiler/kernels/reference/dense.ts';
import type { Activation } from '../../../../../src/nn/activation.ts';
import { sharedDevice } from '../../../../support/device.ts';
import { randomValues, worstError } from '../../../../support/kernels.ts';
import { runEveryTuning } from '../everyTuning.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await sharedDevice();
});

const shapes: DenseShape[] = [
  { batch: 64, inputs: 1568, outputs: 10 },
  { batch: 130, inputs: 40, outputs: 129 },
  { batch: 33, inputs: 601, outputs: 35 },
  { batch: 1, inputs: 5, outputs: 3 },
  { batch: 5, inputs: 1, outputs: 1 },
  { batch: 3, inputs: 4099, outputs: 7 },
  { batch: 600, inputs: 17, outputs: 6 },
  { batch: 2, inputs: 20, outputs: 513 },
];

describe.each(shapes.map((s) => [`${s.batch}×${s.inputs} → ${s.outputs}`, s] as const))(
  'dense %s',
  (_, shape) => {
    const { batch, inputs, outputs } = shape;
    const x = randomValues(batch * inputs);
    const w = randomValues(inputs * outputs, Math.sqrt(3 / inputs));
    const b = randomValues(outputs);
    const dPreActivation = randomValues(batch * outputs);
    const expected = denseGradientReference(shape, x, w, dPreActivation);

    it('forward', async () => {
      const { floats } = await runEveryTuning({
        device,
        tunings: (adapter) => denseTunings(shape, adapter),
        build: (tuning) => dense(shape, tuning),
        inputs: { x, w, b },
        outputs: { y: batch * outputs },
      });
      expect(worstError(floats('y'), denseReference(shape, x, w, b))).toBeLessThan(1e-6);
    });

    it('gradient of the input', async () => {
      const { floats } = await runEveryTuning({
        device,
        tunings: (adapter) => denseInputGradientTunings(shape, adapter),
        build: (tuning) => denseInputGradient(shape, tuning),
        inputs: { dPreActivation, w },
        outputs: { dX: batch * inputs },
      });
      expect(worstError(floats('dX'), expected.dX)).toBeLessThan(3e-6); // up to 513 terms, none scaled down
    });

    it('gradient of the weights', async () => {
      const { floats } = await runEveryTuning({
        device,
        tunings: (adapter) => denseWeightGradientTunings(shape, adapter),
        build: (tuning) => denseWeightGradient(shape, tuning),
        inputs: { x, dPreActivation },
        outputs: { dW: inputs * outputs, db: outputs },
      });
      const perRoot = (sums: ArrayLike<number>) => Array.from(sums, (sum) => sum / Math.sqrt(batch));
      expect(worstError(perRoot(floats('dW')), perRoot(expected.dW))).toBeLessThan(1e-6);
      expect(worstError(perRoot(floats('db')), perRoot(expected.db))).toBeLessThan(1e-6);
    });
  },
);

const activations: Activation[] = [{ kind: 'relu' }, { kind: 'leaky-relu', slope: 0.2 }, { kind: 'gelu' }];

describe.each(activations.map((a) => [activationName(a), a] as const))('dense with %s', (_, activation) => {
  const keepsPreActivation = derivativeFrom(activation) === 'pre-activation';

  it.each([
    { batch: 9, inputs: 700, outputs: 11 },
    { batch: 6, inputs: 30, outputs: 16 },
  ])('forward, %o', async (shape) => {
    const { batch, inputs, outputs } = shape;
    const [x, b] = [randomValues(batch * inputs), randomValues(outputs)];
    const w = randomValues(inputs * outputs, Math.sqrt(6 / inputs));
    const { floats } = await runEveryTuning({
      device,
      tunings: (adapter) => denseTunings(shape, adapter),
      build: (tuning) => dense(shape, tuning, activation),
      inputs: { x, w, b },
      outputs: { y: batch * outputs, ...(keepsPreActivation && { preActivation: batch * outputs }) },
    });
    const preActivation = denseReference(shape, x, w, b);
    expect(
      worstError(
        floats('y'),
        preActivation.map((value) => activate(activation, value)),
      ),
    ).toBeLessThan(2e-6);
    if (keepsPreActivation) expect(worstError(floats('preActivation'), preActivation)).toBeLessThan(1e-6);
  });

  it.each([
    { batch: 3, inputs: 18, outputs: 700 },
    { batch: 8, inputs: 40, outputs: 10 },
  ])('gradient before the activation that made the input, %o', async (shape) => {
    const { batch, inputs, outputs } = shape;
    const before = randomValues(batch * inputs, 3);
    const x = before.map((value) => activate(activation, value));
    const w = randomValues(inputs * outputs, Math.sqrt(3 / outputs));
    const dPreActivation = randomValues(batch * outputs);
    const { floats } = await runEveryTuning({
      device,
      tunings: (adapter) => denseInputGradientTunings(shape, adapter),
      build: (tuning) => denseInputGradient(shape, tuning, activation),
      inputs: { dPreActivation, w, kept: keepsPreActivation ? before : x },
      outputs: { dX: batch * inputs },
    });
    const { dX } = denseGradientReference(shape, x, w, dPreActivation);
    const expected = dX.map((value, i) => value * activationDerivative(activation, before[i] ?? 0));
    expect(worstError(floats('dX'), expected)).toBeLessThan(2e-6);
  });
});

it('adds the chunks of long sums in a second dispatch, through tiles', async () => {
  const shape = { batch: 33, inputs: 601, outputs: 35 };
  const { kernels, scratch } = dense(shape, { kind: 'tiles', micro: 4, side: 16 }, { kind: 'gelu' });
  expect(kernels.map(({ name }) => name)).toEqual([
    'dense 33×601 → 35, gelu',
    'dense 33×601 → 35, gelu, sum',
  ]);
  expect(scratch).toEqual({ partials: 8 * 33 * 35 });
});
