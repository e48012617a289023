import { describe, expect, it } from 'vitest';
import { parseSpec } from '../../../../src/experiment/schema.ts';
import { openRace } from './fake-runner.ts';

const lanes = [{ optimizer: { id: 'sgd', lr: 0.1 } }, { optimizer: { id: 'nesterov', lr: 0.2 } }];
const race3 = { steps: 3, evalEvery: 9 };

/** What the fake executor says of itself: the steps it has taken, and which of its lanes was asked for. */
const read = async (race: Awaited<ReturnType<typeof openRace>>['race'], lane: number) => {
  const { weights, metadata } = await race.weights(lane === 0 ? 'a' : 'b');
  return { of: [...(weights[0]?.values ?? [])], seed: metadata.seed, step: metadata.step };
};

describe('weights of a lane', () => {
  it('are those of the steps taken so far, and say what they are', async () => {
    const { race, spec } = await openRace(race3, { spec: { lanes } });
    expect(await read(race, 1)).toEqual({ of: [0, 1], seed: '1', step: '0' });
    await race.stepOnce();
    await race.stepOnce();
    expect(await read(race, 0)).toEqual({ of: [2, 0], seed: '1', step: '2' });
    const { metadata } = await race.weights('b');
    expect(metadata).toMatchObject({ format: 'downhill', lane: 'Nesterov', normalize: 'standardize' });
    const written = JSON.parse(metadata.spec ?? '');
    expect(parseSpec(written)).toEqual(spec);
    expect(written.lanes[0]).not.toHaveProperty('id');
    expect(race.state).toBe('paused');
  });

  it('can be had in the middle of a run, which then goes on to its end', async () => {
    const { race, untilStep, until } = await openRace({ steps: 40, evalEvery: 99 }, { spec: { lanes } });
    race.play();
    await untilStep(4);
    const { step } = await read(race, 0);
    expect(Number(step)).toBeGreaterThanOrEqual(4);
    expect(Number(step)).toBeLessThan(40);
    await until('finished');
  });

  it('are those of the last seed once all is over, and go with the race', async () => {
    const { race, executors, until } = await openRace(race3, { spec: { lanes, seeds: 2, seed: 5 } });
    race.play();
    await until('finished');
    expect(await read(race, 1)).toEqual({ of: [3, 1], seed: '6', step: '3' });
    expect(executors.map(({ disposed }) => disposed)).toEqual([1, 0]);
    await race.dispose();
    expect(executors.map(({ disposed }) => disposed)).toEqual([1, 1]);
  });

  it('are those of the race where lanes were timed after it', async () => {
    const timing = { warmup: 3, steps: 5 };
    const { race, executors, until } = await openRace(race3, { spec: { lanes, race: { timing } } });
    race.play();
    await until('finished');
    expect(executors.map(({ plans }) => plans.length)).toEqual([3, 8, 8]);
    expect(await read(race, 1)).toEqual({ of: [3, 1], seed: '1', step: '3' });
    expect(executors.map(({ disposed }) => disposed)).toEqual([1, 1, 1]);
  });

  it('are refused while learning rates are tuned, and for a lane there is none of', async () => {
    const grid = { points: 5, decades: 2 };
    const { race } = await openRace(race3, { spec: { lanes, race: { mode: 'fair', grid, tuningSeed: 6 } } });
    await expect(race.weights('a')).rejects.toMatchObject({ fact: { id: 'weightsWhileSearching' } });
    await expect(race.weights('c')).rejects.toMatchObject({ fact: { id: 'noLaneOfId' } });
  });

  it('are refused, with the reason, where the run was resumed after its race', async () => {
    const setting = { spec: { lanes, race: { timing: { warmup: 3, steps: 5 } } } };
    const { race, emitted } = await openRace(race3, setting);
    while (emitted('round').at(-1)?.round.phase !== 'timing') await race.stepOnce();
    const next = await openRace(race3, { ...setting, from: await race.checkpoint() });
    const expectNone = () =>
      expect(next.race.weights('a')).rejects.toMatchObject({ fact: { id: 'weightsBeforeResume' } });
    await expectNone();
    while (next.emitted('roundEnd').length === 0) await next.race.stepOnce();
    await expectNone(); // between two lanes that are timed
    next.race.play();
    await next.until('finished');
    await expectNone();
  });
});
