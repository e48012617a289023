import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openRace } from './fake-runner.ts';

/** As fast as a few microtasks or as slow as a few turns of the event loop. */
async function wait(turns: number): Promise<void> {
  for (let i = 0; i < turns % 4; i++) await null;
  for (let i = 0; i < Math.floor(turns / 4); i++) await new Promise((resolve) => setTimeout(resolve, 0));
}

/** A race whose answers come late, each by its own turns; the n-th submission fails where `failing` is n. */
async function openLate(training: object, turns: readonly number[], failing = -1) {
  const frames = { losses: [] as number[], measured: [] as number[] };
  const opened = await openRace(
    { evalEvery: 1000, ...training },
    {
      lossAt: (step) => step / 16,
      perRun: 2,
      layerNormsAt: (step) => ({ gradient: [step], weight: [1], updateRatio: [0] }),
      onSteps: (numbers) => {
        for (const { loss } of numbers.drainMetrics()) frames.losses.push(...loss);
        for (const { steps, gradient } of numbers.drainLayerStatistics()) {
          expect([...gradient]).toEqual([...steps]);
          frames.measured.push(...steps);
        }
      },
    },
  );
  const { executor } = opened;
  const answeredOrder: number[] = [];
  const run = executor.run.bind(executor);
  let submissions = 0;
  executor.run = async (plans) => {
    const number = submissions++;
    const results = await run(plans);
    await wait(turns[number % turns.length] ?? 0);
    answeredOrder.push(number);
    if (number === failing) throw new Error('the answer is lost');
    return results;
  };
  return { ...opened, answeredOrder, frames };
}

const steps = 24;
const delays = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 3, maxLength: 12 });

describe('answers that come in any order', () => {
  it('leave losses, hashes, epochs and measurements at their steps', async () => {
    const inOrder = await openLate({ steps }, [0]);
    inOrder.race.play();
    await inOrder.until('finished');
    const expectedHashes = inOrder.race.result().hashes;
    let overtaken = 0;
    await fc.assert(
      fc.asyncProperty(delays, async (turns) => {
        const { race, emitted, until, answeredOrder, frames } = await openLate({ steps }, turns);
        race.play();
        await until('finished');
        if (answeredOrder.some((number, i) => number < (answeredOrder[i - 1] ?? 0))) overtaken++;
        const result = race.result();
        expect([...(result.lanes[0]?.loss ?? [])]).toEqual(Array.from({ length: steps }, (_, i) => i / 16));
        expect(result.hashes).toEqual(expectedHashes);
        expect(frames.measured).toEqual(Array.from({ length: steps }, (_, i) => i));
        expect(emitted('epoch')).toEqual(inOrder.emitted('epoch'));
      }),
      { numRuns: 20, seed: 7 },
    );
    expect(overtaken).toBeGreaterThan(8);
  });

  it('name the step of a divergence, and leave out what comes after it', async () => {
    await fc.assert(
      fc.asyncProperty(delays, fc.integer({ min: 0, max: steps - 1 }), async (turns, bad) => {
        const late = await openLate({ steps }, turns);
        const { executor } = late;
        const run = executor.run.bind(executor);
        executor.run = async (plans) => {
          const first = executor.plans.length;
          const results = await run(plans);
          for (const { loss } of results)
            if (bad >= first && bad < first + loss.length) loss[bad - first] = Number.NaN;
          return results;
        };
        late.race.play();
        await late.until('finished');
        expect(late.race.result().lanes[0]).toMatchObject({ state: 'diverged', divergence: { step: bad } });
        expect(late.frames.losses).toHaveLength(bad + 1);
      }),
      { numRuns: 10, seed: 8 },
    );
  });

  it('are not recorded after one that fails', async () => {
    await fc.assert(
      fc.asyncProperty(delays, fc.integer({ min: 0, max: 11 }), async (turns, failing) => {
        const { race, until } = await openLate({ steps }, turns, failing);
        race.play();
        await until('failed');
        expect([...(race.result().lanes[0]?.loss ?? [])]).toEqual(
          Array.from({ length: 2 * failing }, (_, i) => i / 16),
        );
      }),
      { numRuns: 10, seed: 9 },
    );
  });
});
