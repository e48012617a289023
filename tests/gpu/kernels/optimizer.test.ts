import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { elementwiseTunings } from '../../../src/engine/kernels/elementwise.ts';
import { hyperColumns, optimizerStep } from '../../../src/engine/kernels/optimizer.ts';
import { optimizers } from '../../../src/optim/index.ts';
import { referenceState, referenceStep } from '../../../src/optim/reference.ts';
import { openDevice, randomValues, runKernels, worstError } from '../device.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await openDevice();
});
afterAll(() => device.destroy());

const tunings = [...elementwiseTunings('software'), ...elementwiseTunings('gpu')];
const hyperRows = 4;
const steps = 30;

/** A schedule with a jump at step 12, as a slider makes it. */
function hyperAt(step: number): Record<string, number> {
  const momentum = (t: number) => Math.fround(0.5 + 0.4 * Math.sin(t / 9) ** 2);
  return {
    lr: Math.fround((step < 12 ? 0.05 : 0.2) * Math.cos(step / 30)),
    momentum: momentum(step),
    momentumNext: momentum(step + 1),
    weightDecay: Math.fround(step % 2 === 0 ? 0.01 : 0.002),
  };
}

describe.each(optimizers.map((optimizer) => [optimizer.id, optimizer] as const))('optimizer %s', (_, optimizer) => {
  const columns = hyperColumns(optimizer);
  const slots = optimizer.slots.map(({ name }) => name);

  it('follows the float64 reference over 30 steps of changing hyper-parameters', async () => {
    for (const length of [4, 52, 1028]) {
      let theta = randomValues(length);
      let kept = Object.fromEntries(slots.map((slot) => [slot, new Float32Array(length)]));
      let clock = Uint32Array.of(0, 0, 0, 0);
      const state = referenceState(optimizer, [...theta]);
      for (let step = 0; step < steps; step++) {
        const g = randomValues(length);
        const hyper = new Float32Array(hyperRows * columns.length).fill(Number.NaN);
        hyper.set(columns.map((key) => hyperAt(step)[key] ?? 0), (step % hyperRows) * columns.length);
        const kernel = optimizerStep(optimizer, { length, hyperRows }, tunings[step % tunings.length] ?? never());
        const outputs = { theta: length, clock: 4, ...Object.fromEntries(slots.map((slot) => [slot, length])) };
        const result = await runKernels(device, [kernel], { theta, g, hyper, clock, ...kept }, outputs);
        referenceStep(optimizer, state, g, hyperAt(step));
        theta = result['theta'] ?? never();
        kept = Object.fromEntries(slots.map((slot) => [slot, result[slot] ?? never()]));
        const wound = new Uint32Array((result['clock'] ?? never()).buffer);
        expect([...wound]).toEqual([step, step + 1, 0, 0]);
        clock = Uint32Array.of(step + 1, step + 1, 0, 0);
      }
      expect(worstError(theta, state.theta)).toBeLessThan(1e-6);
      for (const slot of slots) {
        expect(worstError(kept[slot] ?? never(), state.slots.get(slot) ?? never())).toBeLessThan(1e-6);
      }
    }
  });

  it('gives the same bits with every tuning', async () => {
    const length = 1348;
    const inputs = {
      theta: randomValues(length),
      g: randomValues(length),
      hyper: Float32Array.from({ length: hyperRows * columns.length }, () => Math.random()),
      clock: Uint32Array.of(7, 7, 0, 0),
      ...Object.fromEntries(slots.map((slot) => [slot, randomValues(length)])),
    };
    const results = [];
    for (const tuning of tunings) {
      const kernel = optimizerStep(optimizer, { length, hyperRows }, tuning);
      results.push((await runKernels(device, [kernel], inputs, { theta: length }))['theta']);
    }
    for (const result of results) expect(result).toEqual(results[0]);
  });

  it('refuses an arena that is not made of quads', () => {
    const [tuning] = tunings;
    expect(() => optimizerStep(optimizer, { length: 6, hyperRows }, tuning ?? never())).toThrow(
      'optimizer: the arena must be a multiple of 4 floats, got 6',
    );
  });
});

function never(): never {
  throw new Error('missing');
}
