import { beforeAll, describe, expect, it } from 'vitest';
import {
  embed,
  embedGradient,
  firstToken,
  firstTokenGradient,
  patches,
  patchesGradient,
  withoutFirst,
} from '../../../../../src/compiler/kernels/attention/tokens.ts';
import { elementwiseTunings } from '../../../../../src/compiler/kernels/elementwise/elementwise.ts';
import { sharedDevice } from '../../../../support/device.ts';
import { randomValues, worstError } from '../../../../support/kernels.ts';
import { runEveryTuning } from '../everyTuning.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await sharedDevice();
});

const run = (
  make: (tuning: ReturnType<typeof elementwiseTunings>[number]) => ReturnType<typeof embed>,
  inputs: Record<string, Float32Array<ArrayBuffer>>,
  outputs: Record<string, number>,
) =>
  runEveryTuning({
    device,
    tunings: elementwiseTunings,
    build: (tuning) => ({ kernels: [make(tuning)] }),
    inputs,
    outputs,
  });

describe('patches', () => {
  const shape = { batch: 3, height: 6, width: 9, channels: 2, size: 3 };
  const length = 3 * 6 * 9 * 2;

  it('are cut out row by row, and put back by the gradient', async () => {
    const x = Float32Array.from({ length }, (_, i) => i);
    const cut = (await run((tuning) => patches(shape, tuning), { x }, { y: length })).floats('y');
    // token 4 of image 1 is the patch at row 1, column 1; its first number the pixel (3, 3), its last (5, 5)
    expect(cut[(6 + 4) * 18]).toBe(((6 + 3) * 9 + 3) * 2);
    expect(cut[(6 + 5) * 18 - 1]).toBe(((6 + 5) * 9 + 5) * 2 + 1);
    // the first row of a patch is the three pixels beside each other, both channels
    expect([...cut.subarray(18, 24)]).toEqual([6, 7, 8, 9, 10, 11]);
    const back = await run((tuning) => patchesGradient(shape, tuning), { dY: cut }, { dX: length });
    expect(back.floats('dX')).toEqual(x);
  });
});

describe.each([false, true])('tokens, with a class token: %s', (classToken) => {
  const [batch, tokens, features] = [5, 7, 3];
  const shape = { batch, tokens, features, classToken };
  const patchCount = tokens - (classToken ? 1 : 0);
  const [positions, token] = [randomValues(tokens * features), randomValues(features)];

  it('get a place each, and the gradients go back to images, places and token', async () => {
    const x = randomValues(batch * patchCount * features);
    const inputs = { x, positions, ...(classToken && { token }) };
    const length = batch * tokens * features;
    const y = (await run((tuning) => embed(shape, tuning), inputs, { y: length })).floats('y');
    const expected = Array.from({ length: batch }, (_, b) => [
      ...(classToken ? token : []),
      ...x.subarray(b * patchCount * features, (b + 1) * patchCount * features),
    ]).flatMap((row) => row.map((value, i) => value + (positions[i] as number)));
    expect(worstError(y, expected)).toBeLessThan(1e-7);

    const dY = randomValues(length);
    const { floats } = await run(
      (tuning) => embedGradient(shape, tuning),
      { dY },
      { dPositions: tokens * features, ...(classToken && { dToken: features }) },
    );
    const sums = Array.from({ length: tokens * features }, (_, i) =>
      Array.from({ length: batch }, (__, b) => dY[b * tokens * features + i] as number).reduce(
        (a, c) => a + c,
      ),
    );
    expect(worstError(floats('dPositions'), sums)).toBeLessThan(1e-6);
    if (!classToken) return;
    expect(worstError(floats('dToken'), sums.slice(0, features))).toBeLessThan(1e-6);
    const dX = await run(
      (tuning) => withoutFirst(shape, tuning),
      { dY },
      { dX: batch * patchCount * features },
    );
    const rest = Array.from({ length: batch }, (_, b) => [
      ...dY.subarray((b * tokens + 1) * features, (b + 1) * tokens * features),
    ]);
    expect([...dX.floats('dX')]).toEqual(rest.flat());
  });

  it('the first is taken, and its gradient is 0 for the others', async () => {
    const x = randomValues(batch * tokens * features);
    const results = await run((tuning) => firstToken(shape, tuning), { x }, { y: batch * features });
    const firsts = Array.from({ length: batch }, (_, b) => [
      ...x.subarray(b * tokens * features, b * tokens * features + features),
    ]);
    expect([...results.floats('y')]).toEqual(firsts.flat());
    const dY = randomValues(batch * features);
    const back = await run((tuning) => firstTokenGradient(shape, tuning), { dY }, { dX: x.length });
    const expected = Array.from({ length: x.length }, (_, i) => {
      const within = i % (tokens * features);
      return within < features ? (dY[Math.floor(i / (tokens * features)) * features + within] as number) : 0;
    });
    expect([...back.floats('dX')]).toEqual(expected);
  });
});
