import { beforeAll, describe, expect, it } from 'vitest';
import {
  activationName,
  derivativeFrom,
} from '../../../../../src/compiler/kernels/elementwise/activation.ts';
import {
  activationForward,
  activationGradient,
} from '../../../../../src/compiler/kernels/elementwise/activation-forward.ts';
import { elementwiseTunings } from '../../../../../src/compiler/kernels/elementwise/elementwise.ts';
import { activate, activationDerivative } from '../../../../../src/compiler/kernels/reference/activation.ts';
import type { Activation } from '../../../../../src/nn/activation.ts';
import { sharedDevice } from '../../../../support/device.ts';
import { randomValues, worstError } from '../../../../support/kernels.ts';
import { runEveryTuning } from '../everyTuning.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await sharedDevice();
});

const activations: Activation[] = [
  { kind: 'relu' },
  { kind: 'leaky-relu', slope: 0.1 },
  { kind: 'gelu' },
  { kind: 'gelu-tanh' },
];

describe.each(activations.map((a) => [activationName(a), a] as const))('activation %s', (_, activation) => {
  it.each([1, 63, 4096])('forward and gradient of %i elements match float64', async (length) => {
    const x = randomValues(length, 6);
    const dY = randomValues(length);
    const y = x.map((value) => activate(activation, value));
    const { floats } = await runEveryTuning({
      device,
      tunings: elementwiseTunings,
      build: (tuning) => ({
        kernels: [
          activationForward(length, activation, tuning),
          activationGradient(length, activation, tuning),
        ],
      }),
      inputs: { x, dY, kept: derivativeFrom(activation) === 'pre-activation' ? x : y },
      outputs: { y: length, dX: length },
    });
    expect(
      worstError(
        floats('y'),
        Array.from(x, (value) => activate(activation, value)),
      ),
    ).toBeLessThan(1e-6);
    const gradient = Array.from(x, (value, i) => (dY[i] ?? 0) * activationDerivative(activation, value));
    expect(worstError(floats('dX'), gradient)).toBeLessThan(activation.kind === 'gelu-tanh' ? 4e-6 : 1e-6); // tanh of the shader
  });
});

it('has no gradient kernel for the linear one', () => {
  expect(() => activationGradient(4, { kind: 'linear' }, { perInvocation: 1, workgroupSize: 64 })).toThrow(
    'activation gradient: the linear one needs no kernel; use dY as it is',
  );
});
