import { beforeAll, describe, expect, it } from 'vitest';
import { elementwiseTunings } from '../../../../../src/compiler/kernels/elementwise/elementwise.ts';
import { averagePool, averagePoolGradient } from '../../../../../src/compiler/kernels/pool/average-pool.ts';
import type { GlobalPoolShape } from '../../../../../src/compiler/kernels/pool/global-average-pool.ts';
import {
  globalAveragePool,
  globalAveragePoolGradient,
} from '../../../../../src/compiler/kernels/pool/global-average-pool.ts';
import { maxPool, maxPoolGradient } from '../../../../../src/compiler/kernels/pool/max-pool.ts';
import type { PoolShape } from '../../../../../src/compiler/kernels/pool/pool.ts';
import { poolInputLength, poolOutputLength } from '../../../../../src/compiler/kernels/pool/pool.ts';
import {
  globalAveragePoolGradientReference,
  globalAveragePoolReference,
} from '../../../../../src/compiler/kernels/reference/global-average-pool.ts';
import {
  averagePoolGradientReference,
  averagePoolReference,
  maxPoolGradientReference,
  maxPoolReference,
} from '../../../../../src/compiler/kernels/reference/pool.ts';
import { sharedDevice } from '../../../../support/device.ts';
import { randomValues, worstError } from '../../../../support/kernels.ts';
import { randomWords, runEveryTuning } from '../everyTuning.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await sharedDevice();
});

const shapes: PoolShape[] = [
  { batch: 3, height: 8, width: 6, channels: 4, size: 2, stride: 2 },
  { batch: 2, height: 7, width: 9, channels: 5, size: 2, stride: 2 },
  { batch: 2, height: 9, width: 8, channels: 3, size: 3, stride: 2 },
  { batch: 1, height: 6, width: 5, channels: 1, size: 3, stride: 1 },
  { batch: 1, height: 11, width: 13, channels: 2, size: 2, stride: 3 },
  { batch: 5, height: 2, width: 2, channels: 7, size: 2, stride: 2 },
  { batch: 2, height: 28, width: 28, channels: 16, size: 5, stride: 4 },
];
const nameOf = (s: PoolShape) =>
  `${s.batch}×${s.height}×${s.width}×${s.channels}, ${s.size}×${s.size}/${s.stride}`;
const common = { tunings: elementwiseTunings };

describe.each(shapes.map((shape) => [nameOf(shape), shape] as const))('pools of %s', (_, shape) => {
  const inLength = poolInputLength(shape);
  const outLength = poolOutputLength(shape);

  it('max: takes the first of the largest and says where it was', async () => {
    const x = Float32Array.from(randomWords(inLength, 6), (word) => word - 3); // many ties
    const { floats, words } = await runEveryTuning({
      ...common,
      device,
      build: (tuning) => ({ kernels: [maxPool(shape, tuning)] }),
      inputs: { x },
      outputs: { y: outLength, argmax: outLength },
    });
    const expected = maxPoolReference(shape, x);
    expect([...floats('y')]).toEqual([...expected.y]);
    expect([...words('argmax')]).toEqual([...expected.argmax]);
  });

  it('max: the gradient goes where the largest value came from', async () => {
    const dY = randomValues(outLength);
    const argmax = randomWords(outLength, shape.size ** 2);
    const { floats } = await runEveryTuning({
      ...common,
      device,
      build: (tuning) => ({ kernels: [maxPoolGradient(shape, tuning)] }),
      inputs: { dY, argmax },
      outputs: { dX: inLength },
    });
    expect(worstError(floats('dX'), maxPoolGradientReference(shape, dY, argmax))).toBeLessThan(1e-6);
  });

  it('average: forward and gradient', async () => {
    const x = randomValues(inLength);
    const dY = randomValues(outLength);
    const { floats } = await runEveryTuning({
      ...common,
      device,
      build: (tuning) => ({ kernels: [averagePool(shape, tuning), averagePoolGradient(shape, tuning)] }),
      inputs: { x, dY },
      outputs: { y: outLength, dX: inLength },
    });
    expect(worstError(floats('y'), averagePoolReference(shape, x))).toBeLessThan(1e-6);
    expect(worstError(floats('dX'), averagePoolGradientReference(shape, dY))).toBeLessThan(1e-6);
  });
});

const globalShapes: GlobalPoolShape[] = [
  { batch: 4, pixels: 49, channels: 32 },
  { batch: 3, pixels: 1, channels: 5 },
  { batch: 1, pixels: 782, channels: 17 },
  { batch: 2, pixels: 3, channels: 2 },
];

describe.each(globalShapes.map((s) => [`${s.batch}×${s.pixels}×${s.channels}`, s] as const))(
  'global average pool of %s',
  (_, shape) => {
    it('is the mean of each channel, and its gradient a share for each pixel', async () => {
      const length = shape.batch * shape.pixels * shape.channels;
      const x = randomValues(length);
      const dY = randomValues(shape.batch * shape.channels);
      const { floats } = await runEveryTuning({
        ...common,
        device,
        build: (tuning) => ({
          kernels: [globalAveragePool(shape, tuning), globalAveragePoolGradient(shape, tuning)],
        }),
        inputs: { x, dY },
        outputs: { y: shape.batch * shape.channels, dX: length },
      });
      expect(worstError(floats('y'), globalAveragePoolReference(shape, x))).toBeLessThan(1e-6);
      expect(worstError(floats('dX'), globalAveragePoolGradientReference(shape, dY))).toBeLessThan(1e-6);
    });
  },
);

it('refuses an input smaller than its window', () => {
  const shape = { batch: 1, height: 2, width: 4, channels: 1, size: 3, stride: 1 };
  expect(() => poolOutputLength(shape)).toThrow('pool: a 3×3 window must fit the input, got 2×4');
});
