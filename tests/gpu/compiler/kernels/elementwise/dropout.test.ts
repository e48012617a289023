import { beforeAll, describe, expect, it } from 'vitest';
import type { DropoutShape } from '../../../../../src/compiler/kernels/elementwise/dropout.ts';
import { dropout, dropoutGradient } from '../../../../../src/compiler/kernels/elementwise/dropout.ts';
import { elementwiseTunings } from '../../../../../src/compiler/kernels/elementwise/elementwise.ts';
import { dropoutMask } from '../../../../../src/compiler/kernels/reference/dropout.ts';
import { sharedDevice } from '../../../../support/device.ts';
import { randomValues } from '../../../../support/kernels.ts';
import { runEveryTuning } from '../everyTuning.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await sharedDevice();
});

async function run(shape: DropoutShape, seed: number, step: number, x: Float32Array<ArrayBuffer>) {
  const { floats } = await runEveryTuning({
    device,
    tunings: elementwiseTunings,
    build: (tuning) => ({ kernels: [dropout(shape, tuning), dropoutGradient(shape, tuning)] }),
    inputs: { x, dY: x, stepCounter: Uint32Array.of(step, 0, seed, 0) },
    outputs: { y: shape.length, dX: shape.length },
  });
  return { y: floats('y'), dX: floats('dX') };
}

describe('dropout', () => {
  it.each([
    [4096, 0.5, 0, 1, 0],
    [1001, 0.1, 3, 0xdeadbeef, 123_456],
    [3, 0.9, 1, 7, 9],
    [130, 0, 2, 7, 9],
  ])(
    'gives what the host computes: %i elements, rate %d, layer %i, seed %i, step %i',
    async (length, rate, layer, seed, step) => {
      const shape = { length, rate, layer };
      const x = randomValues(length);
      const { y, dX } = await run(shape, seed, step, x);
      const mask = dropoutMask(shape, seed, step);
      expect([...y]).toEqual(Array.from(x, (value, i) => Math.fround(value * (mask[i] ?? 0)) + 0));
      expect([...dX]).toEqual([...y]);
    },
  );

  it('drops the share it was told to and keeps the mean', async () => {
    const length = 40_000;
    const { y } = await run({ length, rate: 0.25, layer: 0 }, 5, 2, new Float32Array(length).fill(1));
    const stopped = y.filter((value) => value === 0).length / length;
    expect(Math.abs(stopped - 0.25)).toBeLessThan(0.01); // 4.6 standard deviations
    expect(y.reduce((sum, value) => sum + value, 0) / length).toBeCloseTo((1 - stopped) / 0.75, 4);
  });

  it('draws anew for another step, seed or layer', async () => {
    const x = new Float32Array(256).fill(1);
    const masks = [];
    for (const [layer, seed, step] of [
      [0, 1, 1],
      [1, 1, 1],
      [0, 2, 1],
      [0, 1, 2],
    ] as const) {
      masks.push((await run({ length: 256, rate: 0.5, layer }, seed, step, x)).y.join());
    }
    expect(new Set(masks).size).toBe(4);
  });

  it('drops what is not a number too', async () => {
    const shape = { length: 64, rate: 0.5, layer: 0 };
    const { y } = await run(shape, 1, 1, new Float32Array(64).fill(Number.NaN));
    expect(y.filter((value) => value === 0).length).toBe(
      dropoutMask(shape, 1, 1).filter((value) => value === 0).length,
    );
  });
});
