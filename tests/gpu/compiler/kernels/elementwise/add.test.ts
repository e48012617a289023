import { beforeAll, expect, it } from 'vitest';
import { add } from '../../../../../src/compiler/kernels/elementwise/add.ts';
import { elementwiseTunings } from '../../../../../src/compiler/kernels/elementwise/elementwise.ts';
import { sharedDevice } from '../../../../support/device.ts';
import { randomValues } from '../../../../support/kernels.ts';
import { runEveryTuning } from '../everyTuning.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await sharedDevice();
});

it.each([1, 7, 4096, 5003])('adds %i elements, each rounded once', async (length) => {
  const [a, b] = [randomValues(length), randomValues(length)];
  const { floats } = await runEveryTuning({
    device,
    tunings: elementwiseTunings,
    build: (tuning) => ({ kernels: [add(length, tuning)] }),
    inputs: { a, b },
    outputs: { y: length },
  });
  expect([...floats('y')]).toEqual(Array.from(a, (value, i) => Math.fround(value + (b[i] ?? Number.NaN))));
});
