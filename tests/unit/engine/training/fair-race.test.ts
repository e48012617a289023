import { describe, expect, it } from 'vitest';
import { choicesOf } from '../../../../src/race/race-plan.ts';
import { allDiverged } from '../../../../src/race/sweep.ts';
import { openRace } from './fake-runner.ts';

const lanes = [{ optimizer: { id: 'sgd', lr: 0.1 } }, { optimizer: { id: 'nesterov', lr: 0.2 } }];
const tiny = { grid: { points: 5, decades: 2 }, tuningSeed: 6 };
const fair = { lanes, seeds: 2, seed: 5, race: { mode: 'fair', ...tiny } };

describe('a fair race', () => {
  const accuracyAt = (_: number, lr: number) => 1 - Math.abs(Math.log10(lr / 0.3)) / 4;

  it('tunes at the tuning seed, chooses by validation, and races with what was chosen', async () => {
    const { race, executors, built, emitted, until } = await openRace(
      { steps: 4, evalEvery: 2 },
      { spec: fair, accuracyAt },
    );
    race.play();
    await until('finished');
    expect(emitted('round').map(({ round }) => [round.phase, round.seed, round.lanes.length])).toEqual([
      ['lr-search', 6, 8],
      ['lr-search', 6, 2],
      ['race', 5, 2],
      ['race', 7, 2],
    ]);
    expect(
      emitted('waiting')
        .flatMap(({ wait }) => wait ?? [])
        .filter(({ id }) => id === 'round'),
    ).toEqual([
      { id: 'round', phase: 'lr-search', number: 2, count: 2 },
      { id: 'round', phase: 'race', number: 1, count: 2 },
      { id: 'round', phase: 'race', number: 2, count: 2 },
    ]);
    // grids 0.01 0.032 0.1 0.32 1 and 0.02 0.063 0.2 0.63 2: the nearest to 0.3
    expect(built.slice(2).map((of) => of.lanes.map(({ optimizer }) => optimizer.lr))).toEqual([
      [0.32, 0.2],
      [0.32, 0.2],
    ]);
    expect(executors.map(({ evaluations }) => evaluations.some((text) => text.startsWith('test')))).toEqual([
      false,
      false,
      true,
      true,
    ]);
    const { rounds, spec, lanes: raced } = race.result();
    expect(
      rounds
        .slice(0, 2)
        .flatMap(({ runs }) => runs.map(({ lane, effectiveSpec }) => [lane, effectiveSpec.optimizer.lr])),
    ).toEqual([
      [0, 0.1],
      [1, 0.2],
      [0, 0.032],
      [1, 0.063],
      [0, 0.32],
      [1, 0.63],
      [0, 0.01],
      [1, 0.02],
      [0, 1],
      [1, 2],
    ]);
    expect(rounds[2]?.runs[0]?.effectiveSpec.optimizer.lr).toBe(0.32);
    expect(spec.lanes.map(({ optimizer }) => optimizer.lr)).toEqual([0.1, 0.2]);
    expect(raced.map(({ runs }) => runs.map(({ seed }) => seed))).toEqual([
      [5, 7],
      [5, 7],
    ]);
  });

  it('rejects live edits, and says what to do', async () => {
    const { race } = await openRace({ steps: 4 }, { spec: fair });
    const rejected = race.change('a', { 'optimizer.momentum': 0.5 });
    await expect(rejected).rejects.toMatchObject({ code: 'state', fact: { id: 'editInFairRace' } });
  });

  it('leaves a lane that diverged at every learning rate its own, and says so', async () => {
    const { race, emitted, until } = await openRace(
      { steps: 4, evalEvery: 2 },
      {
        spec: fair,
        accuracyAt,
        lossAt: (_, lr) => ([0.1, 0.032, 0.32, 0.01, 1].includes(lr) ? Number.NaN : 0.5),
      },
    );
    race.play();
    await until('finished');
    expect(emitted('round').at(-1)?.round.lanes).toEqual([{ laneId: 'a' }, { laneId: 'b', lr: 0.2 }]);
    const { rounds, spec } = race.result();
    expect(rounds.at(-1)?.runs[0]?.effectiveSpec.optimizer.lr).toBe(0.1);
    const [choice] = choicesOf(spec, rounds);
    expect(choice && allDiverged(choice)?.slice(0, 2)).toEqual([0.01, 0.032]);
  });

  it('keeps what was tuned when it is cancelled, and never looks at the test set then', async () => {
    const { race, executors } = await openRace({ steps: 4, evalEvery: 2 }, { spec: fair });
    for (let i = 0; i < 3; i++) await race.stepOnce();
    await race.finish(true);
    const { rounds, lanes: raced, hashes } = race.result();
    expect(executors[0]?.evaluations.filter((text) => text.startsWith('test'))).toEqual([]);
    expect(rounds.map(({ phase, runs }) => [phase, runs.length, runs[0]?.loss.length])).toEqual([
      ['lr-search', 8, 3],
    ]);
    expect(raced.map(({ state, runs }) => [state, runs])).toEqual([
      ['ready', []],
      ['ready', []],
    ]);
    expect(hashes.init).toMatch(/^[0-9a-f]{64}$/);
  });

  it('offers no rate of a search that was cancelled halfway, though lanes had reached the target', async () => {
    const { race } = await openRace(
      { steps: 4, evalEvery: 2, target: { metric: 'validationAccuracy', value: 0.4 } },
      { spec: fair },
    );
    for (let i = 0; i < 3; i++) await race.stepOnce();
    await race.finish(true);
    const { rounds, spec } = race.result();
    expect(rounds[0]?.runs.map(({ state }) => state)).toEqual(Array.from({ length: 8 }, () => 'target'));
    expect(choicesOf(spec, rounds).map(({ lr }) => lr)).toEqual([null, null]);
  });

  it('stops all tries of a lane at once', async () => {
    const { race, executors, emitted, until } = await openRace(
      { steps: 4, evalEvery: 2 },
      { spec: fair, accuracyAt },
    );
    await race.stepOnce();
    expect(await race.stopLane('b')).toBe(1);
    expect(executors[0]?.inactive).toEqual([1, 3, 5, 7]);
    race.play();
    await until('finished');
    expect(emitted('round').map(({ round }) => round.lanes)).toEqual([
      expect.anything(),
      [{ laneId: 'a', lr: 1 }],
      [{ laneId: 'a', lr: 0.32 }],
      [{ laneId: 'a', lr: 0.32 }],
    ]);
    expect(race.result().lanes[1]).toMatchObject({ state: 'ready', runs: [] });
  });
});
