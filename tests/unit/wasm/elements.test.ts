import { describe, expect, it } from 'vitest';
import { poolInputLength, poolOutput, poolOutputLength } from '../../../src/compiler/kernels/pool/pool.ts';
import { activate, activationDerivative } from '../../../src/compiler/kernels/reference/activation.ts';
import { dropoutMask } from '../../../src/compiler/kernels/reference/dropout.ts';
import {
  globalAveragePoolGradientReference,
  globalAveragePoolReference,
} from '../../../src/compiler/kernels/reference/global-average-pool.ts';
import {
  averagePoolGradientReference,
  averagePoolReference,
  maxPoolGradientReference,
  maxPoolReference,
} from '../../../src/compiler/kernels/reference/pool.ts';
import type { TapeOp } from '../../../src/compiler/lowering/tape.ts';
import type { Activation } from '../../../src/nn/activation.ts';
import { randomValues, worstError } from '../../support/kernels.ts';
import { runTape, tapeOf } from '../../support/wasm.ts';

const activations: Activation[] = [
  { kind: 'linear' },
  { kind: 'relu' },
  { kind: 'leaky-relu', slope: 0.2 },
  { kind: 'gelu' },
  { kind: 'gelu-tanh' },
];

describe.each(activations)('activation $kind', (activation) => {
  const run = (input: Float32Array, gradient: Float32Array) => {
    const shape = [1, input.length];
    const op: TapeOp = {
      op: 'activate',
      inputs: [{ id: 'input', shape }],
      parameters: [],
      activation,
      y: { id: 'y', shape },
    };
    return runTape(tapeOf([op]), { values: { input }, gradient, gradients: 'input' });
  };

  it.each([1, 3, 8, 1031])('has the values and derivatives of the reference, %i of them', async (length) => {
    const x = randomValues(length, 12);
    const dY = randomValues(length);
    const memory = await run(x, dY);
    const y = Array.from(x, (value) => activate(activation, value));
    expect(worstError(memory.floats('y'), y)).toBeLessThan(2e-6);
    const dX = Array.from(x, (value, i) => (dY[i] ?? 0) * activationDerivative(activation, value));
    const computed = activation.kind === 'linear' ? dY : memory.floats('d/input');
    expect(worstError(computed, dX)).toBeLessThan(4e-6);
  });

  it('carries NaN, and takes infinity', async () => {
    const memory = await run(Float32Array.of(Number.NaN, Infinity, 0, -40, 40), new Float32Array(5).fill(1));
    const [ofNaN, ofInfinity, ofZero, low, high] = memory.floats('y');
    expect(ofNaN).toBeNaN();
    expect(ofInfinity).toBe(Infinity);
    expect(ofZero).toBe(0);
    expect(low).toBeCloseTo(activate(activation, -40), 5);
    expect(high).toBe(40);
  });
});

describe.each([
  { batch: 1, height: 4, width: 4, channels: 1, size: 2, stride: 2 },
  { batch: 3, height: 7, width: 5, channels: 3, size: 2, stride: 2 },
  { batch: 3, height: 9, width: 7, channels: 5, size: 3, stride: 1 },
  { batch: 1, height: 8, width: 8, channels: 8, size: 3, stride: 2 },
  { batch: 3, height: 6, width: 10, channels: 12, size: 2, stride: 1 },
  { batch: 3, height: 8, width: 9, channels: 5, size: 2, stride: 3 },
])('pool of $batch×$height×$width×$channels, $size×$size/$stride', (shape) => {
  const { batch, height, width, channels, size, stride } = shape;
  const out = poolOutput(shape);
  const tapeWith = (op: 'max-pool' | 'average-pool') =>
    tapeOf([
      {
        op,
        inputs: [{ id: 'input', shape: [batch, height, width, channels] }],
        parameters: [],
        window: { size, stride },
        y: { id: 'y', shape: [batch, out.height, out.width, channels] },
      },
    ]);
  const dY = randomValues(poolOutputLength(shape));

  it('takes the first of the largest, and gives it the gradient', async () => {
    // few values, so that windows hold the largest several times
    const x = randomValues(poolInputLength(shape), 2).map(Math.round);
    const { y, argmax } = maxPoolReference(shape, x);
    const memory = await runTape(tapeWith('max-pool'), {
      values: { input: x },
      gradient: dY,
      gradients: 'input',
    });
    expect(memory.floats('y')).toEqual(Float32Array.from(y));
    expect(worstError(memory.floats('d/input'), maxPoolGradientReference(shape, dY, argmax))).toBeLessThan(
      1e-6,
    );
  });

  it('takes the mean, and spreads the gradient', async () => {
    const x = randomValues(poolInputLength(shape));
    const memory = await runTape(tapeWith('average-pool'), {
      values: { input: x },
      gradient: dY,
      gradients: 'input',
    });
    expect(worstError(memory.floats('y'), averagePoolReference(shape, x))).toBeLessThan(1e-6);
    expect(worstError(memory.floats('d/input'), averagePoolGradientReference(shape, dY))).toBeLessThan(1e-6);
  });

  it('carries NaN', async () => {
    const x = new Float32Array(poolInputLength(shape));
    x[channels - 1] = Number.NaN;
    const memory = await runTape(tapeWith('max-pool'), { values: { input: x } });
    expect([...memory.floats('y')].filter(Number.isNaN)).toHaveLength(1);
    expect(memory.floats('y')[channels - 1]).toBeNaN();
  });
});

describe.each([
  { batch: 1, pixels: 7, channels: 1 },
  { batch: 3, pixels: 49, channels: 5 },
  { batch: 3, pixels: 16, channels: 12 },
])('global average pool of $batch×$pixels×$channels', (shape) => {
  it('takes the mean of the pixels, and spreads the gradient', async () => {
    const { batch, pixels, channels } = shape;
    const op: TapeOp = {
      op: 'global-average-pool',
      inputs: [{ id: 'input', shape: [batch, pixels, channels] }],
      parameters: [],
      y: { id: 'y', shape: [batch, channels] },
    };
    const input = randomValues(batch * pixels * channels);
    const gradient = randomValues(batch * channels);
    const memory = await runTape(tapeOf([op]), { values: { input }, gradient, gradients: 'input' });
    expect(worstError(memory.floats('y'), globalAveragePoolReference(shape, input))).toBeLessThan(1e-6);
    const dX = globalAveragePoolGradientReference(shape, gradient);
    expect(worstError(memory.floats('d/input'), dX)).toBeLessThan(1e-6);
  });
});

describe.each([
  { images: 3, imageLength: 5, rate: 0.5, first: 0 },
  { images: 3, imageLength: 5, rate: 0.25, first: 3 },
  { images: 1, imageLength: 17, rate: 0.9, first: 5 },
  { images: 4, imageLength: 64, rate: 0.1, first: 8 },
])('dropout of $images×$imageLength from image $first on, $rate', ({ images, imageLength, rate, first }) => {
  it('draws what the whole batch draws at this step, for gradients too', async () => {
    const shape = [images, imageLength];
    const stream = 2;
    const op: TapeOp = {
      op: 'dropout',
      inputs: [{ id: 'input', shape }],
      parameters: [],
      rate,
      stream,
      y: { id: 'y', shape },
    };
    const [step, seed] = [11, 123456789];
    const before = first * imageLength;
    const length = before + images * imageLength;
    const mask = dropoutMask({ length, rate, layer: stream }, seed, step).subarray(before);
    const input = randomValues(images * imageLength);
    const gradient = randomValues(images * imageLength);
    const memory = await runTape(tapeOf([op]), {
      values: { input },
      gradient,
      gradients: 'input',
      clock: [step, seed, first],
    });
    const masked = (values: Float32Array) => values.map((value, i) => (mask[i] ? value * mask[i] : 0));
    expect(memory.floats('y')).toEqual(masked(input));
    expect(memory.floats('d/input')).toEqual(masked(gradient));
  });
});

describe('a sum', () => {
  it.each([1, 6, 35])(
    'adds %i numbers of two tensors, to both of which its gradient goes',
    async (length) => {
      const tensor = (id: string) => ({ id, shape: [1, length] });
      const rectified: TapeOp = {
        op: 'activate',
        inputs: [tensor('input')],
        parameters: [],
        activation: { kind: 'relu' },
        y: tensor('a'),
      };
      const sum: TapeOp = {
        op: 'add',
        inputs: [tensor('a'), tensor('input')],
        parameters: [],
        y: tensor('y'),
      };
      const input = randomValues(length);
      const gradient = randomValues(length);
      const memory = await runTape(tapeOf([rectified, sum]), {
        values: { input },
        gradient,
        gradients: 'input',
      });
      expect(memory.floats('y')).toEqual(input.map((x) => Math.max(x, 0) + x));
      // what came through the ReLU; the gradient of the sum itself is the other part of the input's
      const isPositive = (i: number) => Number((input[i] ?? 0) > 0);
      expect(memory.floats('d/input/2')).toEqual(gradient.map((d, i) => d * isPositive(i)));
    },
  );
});
