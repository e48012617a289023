import { beforeAll, describe, expect, it } from 'vitest';
import type { ForwardOptions } from '../../../../../src/compiler/kernels/conv/conv-finish.ts';
import type { GradientSource } from '../../../../../src/compiler/kernels/conv/conv-gradient.ts';
import type { ConvConfig } from '../../../../../src/compiler/kernels/conv/conv-shape.ts';
import {
  argmaxLength,
  convShape,
  inputLength,
  kernelLength,
  outputLength,
  pooledLength,
} from '../../../../../src/compiler/kernels/conv/conv-shape.ts';
import {
  conv2dForwardTunings,
  conv2dInputTunings,
  conv2dWeightTunings,
} from '../../../../../src/compiler/kernels/conv/conv-tunings.ts';
import { conv2dForward } from '../../../../../src/compiler/kernels/conv/conv2d-forward.ts';
import { conv2dInputGradient } from '../../../../../src/compiler/kernels/conv/conv2d-input-gradient.ts';
import { conv2dWeightGradient } from '../../../../../src/compiler/kernels/conv/conv2d-weight-gradient.ts';
import { activate, activationDerivative } from '../../../../../src/compiler/kernels/reference/activation.ts';
import {
  conv2dGradients,
  conv2dSums,
  poolWinners,
} from '../../../../../src/compiler/kernels/reference/conv2d.ts';
import type { Activation } from '../../../../../src/nn/activation.ts';
import { sharedDevice } from '../../../../support/device.ts';
import { randomValues, runKernels, worstError } from '../../../../support/kernels.ts';
import { runEveryTuning } from '../everyTuning.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await sharedDevice();
});

const config = (
  [batch, height, width, inChannels, outChannels]: readonly [number, number, number, number, number],
  [kernelHeight, kernelWidth]: readonly [number, number],
  stride: 1 | 2,
  padding: ConvConfig['padding'],
): ConvConfig => ({
  batch,
  height,
  width,
  inChannels,
  outChannels,
  kernelHeight,
  kernelWidth,
  stride,
  padding,
});

const relu: Activation = { kind: 'relu' };
const leaky: Activation = { kind: 'leaky-relu', slope: 0.1 };
/**
 * Odd sizes, channels that are no vec4s, both strides and paddings, 1×1 to 7×7, even kernels and such as are larger than
 * the image; several blocks and slices of a tile,
 * several splits of a weight gradient, and taps that a stride never brings to some positions.
 */
const cases: readonly (readonly [ConvConfig, Activation, boolean])[] = [
  [config([2, 7, 9, 3, 5], [3, 3], 1, 'same'), leaky, true],
  [config([3, 14, 13, 4, 8], [3, 3], 1, 'same'), relu, true],
  [config([2, 9, 11, 12, 36], [3, 3], 1, 'same'), relu, false],
  [config([3, 8, 7, 5, 20], [1, 2], 2, 'same'), leaky, true],
  [config([2, 9, 6, 4, 12], [3, 3], 2, 'same'), relu, false],
  [config([2, 5, 6, 8, 4], [1, 1], 1, 'valid'), { kind: 'linear' }, false],
  [config([1, 11, 10, 1, 6], [7, 7], 2, 'valid'), leaky, false],
  [config([2, 6, 6, 1, 16], [3, 3], 1, 'same'), relu, true],
  [config([2, 7, 8, 3, 5], [5, 5], 1, 'same'), leaky, false],
  [config([1, 6, 7, 1, 4], [7, 7], 1, 'same'), relu, false],
  [config([2, 5, 6, 3, 8], [2, 2], 1, 'same'), relu, true],
  [config([2, 7, 6, 4, 5], [4, 4], 2, 'same'), leaky, false],
];
/** Of sums of up to a few hundred products of numbers within ±1. */
const tolerance = 4e-6;

describe.each(cases)('%j, %j, pooled %j', (settings, activation, pool) => {
  const shape = convShape(settings);
  const x = randomValues(inputLength(shape));
  const w = randomValues(kernelLength(shape), 0.5);
  const b = randomValues(shape.outChannels, 0.5);
  const sums = conv2dSums(shape, x, w, b);
  const winners = pool ? poolWinners(shape, sums) : Array.from(sums.keys());
  const y = Float32Array.from(winners, (i) => activate(activation, sums[i] as number));
  const dY = randomValues(winners.length);
  const dPreActivation = new Float64Array(sums.length);
  winners.forEach((winner, i) => {
    dPreActivation[winner] = (dY[i] as number) * activationDerivative(activation, sums[winner] as number);
  });
  let argmax: Uint32Array<ArrayBuffer> | null = null;

  const forward = () =>
    runEveryTuning({
      device,
      tunings: (adapter) => conv2dForwardTunings(shape, adapter),
      build: (tile) => ({
        kernels: [conv2dForward(shape, { activation, pool, keepsPreActivation: false }, tile)],
      }),
      inputs: { x, w, b },
      outputs: pool ? { y: pooledLength(shape), argmax: argmaxLength(shape) } : { y: outputLength(shape) },
    });
  const source: GradientSource = pool
    ? { kind: 'pooled', activation }
    : activation.kind === 'linear'
      ? { kind: 'pre-activation' }
      : { kind: 'output', activation };
  const gradientInputs = async (): Promise<
    Record<string, Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>>
  > => {
    if (source.kind === 'pre-activation') return { dPreActivation: dY };
    if (source.kind === 'output') return { dY, y };
    argmax ??= (await forward()).words('argmax');
    return { dY, argmax };
  };

  it('forward', async () => {
    const results = await forward();
    expect(worstError(results.floats('y'), y)).toBeLessThan(tolerance);
    if (pool) argmax = results.words('argmax');
  });

  it('input gradient', async () => {
    const results = await runEveryTuning({
      device,
      tunings: (adapter) => conv2dInputTunings(shape, source, adapter),
      build: (tile) => ({ kernels: [conv2dInputGradient(shape, source, tile)] }),
      inputs: { w, ...(await gradientInputs()) },
      outputs: { dX: inputLength(shape) },
    });
    expect(worstError(results.floats('dX'), conv2dGradients(shape, x, w, dPreActivation).dX)).toBeLessThan(
      tolerance,
    );
  });

  it('weight and bias gradient', async () => {
    const results = await runEveryTuning({
      device,
      tunings: (adapter) => conv2dWeightTunings(shape, adapter),
      build: (tile) => conv2dWeightGradient(shape, source, tile),
      inputs: { x, ...(await gradientInputs()) },
      outputs: { dW: kernelLength(shape), db: shape.outChannels },
    });
    const { dW, db } = conv2dGradients(shape, x, w, dPreActivation);
    expect(worstError(results.floats('dW'), dW)).toBeLessThan(tolerance);
    expect(worstError(results.floats('db'), db)).toBeLessThan(tolerance);
  });
});

it('goes two-dimensional where one dimension does not hold the workgroups', async () => {
  const shape = convShape(config([1, 1024, 1025, 1, 1], [1, 1], 1, 'valid'));
  const x = randomValues(inputLength(shape));
  const w = randomValues(kernelLength(shape));
  const b = randomValues(shape.outChannels);
  const tile = { kind: 'tiles', rows: 16, columns: 16, threadRows: 4, threadColumns: 4 } as const;
  const options = { activation: relu, pool: false, keepsPreActivation: false };
  const kernel = conv2dForward(shape, options, tile);
  expect(kernel.workgroups).toEqual([32800, 2, 1]);
  const results = await runKernels(device, [kernel], { x, w, b }, { y: outputLength(shape) });
  const expected = conv2dSums(shape, x, w, b).map((sum) => activate(relu, sum));
  expect(worstError(results.y ?? [], expected)).toBeLessThan(tolerance);
});

it('refuses to fuse a pool with an activation whose derivative the output does not tell', () => {
  const shape = convShape(config([1, 4, 4, 1, 4], [3, 3], 1, 'same'));
  const options: ForwardOptions = { activation: { kind: 'gelu' }, pool: true, keepsPreActivation: false };
  for (const tuning of conv2dForwardTunings(shape, 'gpu'))
    expect(() => conv2dForward(shape, options, tuning)).toThrow(/got gelu; pool in a kernel of its own/);
});
