import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { elementwiseTunings } from '../../../src/engine/kernels/elementwise.ts';
import { hyperColumns, optimizerStep } from '../../../src/engine/kernels/optimizer.ts';
import { optimizers } from '../../../src/optim/index.ts';
import { referenceState, referenceStep } from '../../../src/optim/reference.ts';
import { openDevice, randomValues, runKernels, worstError } from '../device.ts';
import { resultsOf, runEveryTuning } from './everyTuning.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await openDevice();
});
afterAll(() => device.destroy());

const firstTuning = { perInvocation: 1, workgroupSize: 64 };
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

describe.each(optimizers.map((optimizer) => [optimizer.id, optimizer] as const))(
  'optimizer %s',
  (_, optimizer) => {
    const columns = hyperColumns(optimizer);
    const slots = optimizer.slots.map(({ name }) => name);
    const perSlot = <T>(value: (slot: string) => T) =>
      Object.fromEntries(slots.map((slot) => [slot, value(slot)]));
    const stepOf = (length: number, step: number) =>
      optimizerStep(optimizer, { length, hyperRows }, tunings[step % tunings.length] ?? firstTuning);

    it.each([4, 52, 1028])(
      'follows float64 over 30 steps of changing hyper-parameters, %i weights',
      async (length) => {
        let theta = randomValues(length);
        let kept: Record<string, Float32Array<ArrayBuffer>> = perSlot(() => new Float32Array(length));
        const state = referenceState(optimizer, [...theta]);
        for (let step = 0; step < steps; step++) {
          const g = randomValues(length);
          const hyper = new Float32Array(hyperRows * columns.length).fill(Number.NaN);
          hyper.set(
            columns.map((key) => hyperAt(step)[key] ?? Number.NaN),
            (step % hyperRows) * columns.length,
          );
          const inputs = { theta, g, hyper, clock: Uint32Array.of(step, 0, 5, 0), ...kept };
          const outputs = { theta: length, clock: 4, ...perSlot(() => length) };
          const { floats, words } = resultsOf(
            await runKernels(device, [stepOf(length, step)], inputs, outputs),
          );
          referenceStep(optimizer, state, g, hyperAt(step));
          theta = floats('theta');
          kept = perSlot(floats);
          expect([...words('clock')]).toEqual([step, step + 1, 5, 0]);
        }
        expect(worstError(theta, state.theta)).toBeLessThan(1e-6);
        for (const slot of slots)
          expect(worstError(kept[slot] ?? [], state.slots.get(slot) ?? [])).toBeLessThan(1e-6);
      },
    );

    it('gives the same bits with every tuning', async () => {
      const length = 1348;
      await runEveryTuning({
        device,
        tunings: elementwiseTunings,
        build: (tuning) => ({ kernels: [optimizerStep(optimizer, { length, hyperRows }, tuning)] }),
        inputs: {
          theta: randomValues(length),
          g: randomValues(length),
          hyper: randomValues(hyperRows * columns.length),
          clock: Uint32Array.of(7, 7, 0, 0),
          ...perSlot(() => randomValues(length)),
        },
        outputs: { theta: length, ...perSlot(() => length) },
      });
    });

    it('refuses an arena that is not made of quads', () => {
      expect(() => optimizerStep(optimizer, { length: 6, hyperRows }, firstTuning)).toThrow(
        'optimizer: the arena must be a multiple of 4 floats, got 6',
      );
    });
  },
);
