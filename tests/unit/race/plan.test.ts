import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RacePlan, Round } from '../../../src/race/plan.ts';
import { nextRound, planProgress, planRounds, raceSeeds, remainingRounds } from '../../../src/race/plan.ts';
import { learningRates } from '../../../src/race/sweep.ts';

const quick: RacePlan = {
  mode: 'quick',
  lanes: [
    { id: 'a', lr: 0.05 },
    { id: 'b', lr: 0.02 },
  ],
  seed: 1,
  seeds: 3,
  tuningSeed: 2,
  totalSteps: 2000,
};
const fair: RacePlan = { ...quick, mode: 'fair' };

describe('planRounds', () => {
  it('of a quick race is all lanes together at each seed', () => {
    expect(planRounds(quick)).toEqual(
      [1, 2, 3].map((seed) => ({
        phase: 'race',
        seed,
        lanes: [{ laneId: 'a' }, { laneId: 'b' }],
        steps: 2000,
      })),
    );
  });

  it('of a fair race tunes at the tuning seed, which it does not race', () => {
    const rounds = planRounds(fair, [0.16, null]);
    expect(rounds.map(({ phase, seed, lanes }) => [phase, seed, lanes.length])).toEqual([
      ['lr-search', 2, 8],
      ['lr-search', 2, 6],
      ['race', 1, 2],
      ['race', 3, 2],
      ['race', 4, 2],
    ]);
    expect(rounds[2]?.lanes).toEqual([{ laneId: 'a', lr: 0.16 }, { laneId: 'b' }]);
  });

  it('tries the middle of the grid first, every lane at each point', () => {
    const tries = planRounds(fair).flatMap(({ phase, lanes }) => (phase === 'lr-search' ? lanes : []));
    expect(tries.slice(0, 5)).toEqual([
      { laneId: 'a', lr: 0.05 },
      { laneId: 'b', lr: 0.02 },
      { laneId: 'a', lr: 0.016 },
      { laneId: 'b', lr: 0.0063 },
      { laneId: 'a', lr: 0.16 },
    ]);
  });

  it('gives every lane the same budget: each point of its grid once, at the race’s length, at most eight at once', () => {
    const lanes = fc.array(
      fc.double({ min: 1e-4, max: 10, noNaN: true }).map((lr) => ({ lr })),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(lanes, fc.integer({ min: 5, max: 9 }), (entries, points) => {
        const grid = { points, decades: 3 };
        const rounds = planRounds({
          ...fair,
          lanes: entries.map(({ lr }, i) => ({ id: `${i}`, lr })),
          grid,
        }).filter(({ phase }) => phase === 'lr-search');
        expect(rounds.every((round) => round.lanes.length <= 8 && round.steps === 2000)).toBe(true);
        entries.forEach(({ lr }, i) => {
          const tried = rounds.flatMap((round) => round.lanes.filter(({ laneId }) => laneId === `${i}`));
          expect(tried.map((entry) => entry.lr ?? 0).sort((a, b) => a - b)).toEqual(learningRates(lr, grid));
        });
      }),
    );
  });

  it('times each lane alone after the race', () => {
    const rounds = planRounds({ ...quick, timing: { warmup: 50, steps: 300 } }).slice(3);
    expect(rounds).toEqual(
      [0, 1].map((lane) => ({
        phase: 'timing',
        seed: 1,
        lanes: [{ laneId: lane === 0 ? 'a' : 'b' }],
        steps: 350,
      })),
    );
  });

  it('refuses what cannot be planned', () => {
    expect(() => planRounds({ ...quick, lanes: [] })).toThrow('1 to 8 lanes, got 0');
    expect(() => planRounds({ ...quick, seeds: 0 })).toThrow('one seed or more, got 0');
    expect(() => planRounds({ ...quick, totalSteps: Number.POSITIVE_INFINITY })).toThrow('length in steps');
  });
});

describe('raceSeeds', () => {
  it('go on from 0 after the last, and are never the tuning seed', () => {
    expect(raceSeeds({ ...fair, seed: 2 ** 32 - 2, seeds: 3, tuningSeed: 0 })).toEqual([
      2 ** 32 - 2,
      2 ** 32 - 1,
      1,
    ]);
  });
});

describe('nextRound', () => {
  it('leads through the plan from any point, the learning rates chosen on the way', () => {
    const done: Round[] = [];
    const phases: string[] = [];
    for (let round = nextRound(fair, done); round; round = nextRound(fair, done, [0.5, 0.2])) {
      phases.push(round.phase);
      done.push(JSON.parse(JSON.stringify(round))); // as storage gives it back
    }
    expect(phases).toEqual(['lr-search', 'lr-search', 'race', 'race', 'race']);
    expect(done[2]?.lanes).toEqual([
      { laneId: 'a', lr: 0.5 },
      { laneId: 'b', lr: 0.2 },
    ]);
  });

  it('takes up a round that was left out, in whichever order the others were done', () => {
    const all = planRounds(quick);
    const [first, second, third] = all;
    expect(remainingRounds(quick, [third, first] as Round[])).toEqual([second]);
  });

  it('runs more seeds when asked for more, and keeps those done', () => {
    const done = planRounds(quick);
    expect(remainingRounds({ ...quick, seeds: 5 }, done).map(({ seed }) => seed)).toEqual([4, 5]);
  });
});

describe('lanes that were stopped', () => {
  const stopped = { ...fair, stopped: ['b'], timing: { warmup: 1, steps: 2 } };

  it('are in no round still to run', () => {
    expect(planRounds(stopped).map(({ phase, lanes }) => [phase, lanes.map(({ laneId }) => laneId)])).toEqual(
      [
        ['lr-search', ['a', 'a', 'a', 'a']],
        ['lr-search', ['a', 'a', 'a']],
        ['race', ['a']],
        ['race', ['a']],
        ['race', ['a']],
        ['timing', ['a']],
      ],
    );
  });

  it('leave the rounds done as they were, and a round of theirs alone out', () => {
    const done = planRounds({ ...fair, timing: { warmup: 1, steps: 2 } }).slice(0, 3);
    expect(remainingRounds(stopped, done).map(({ seed, lanes }) => [seed, lanes.length])).toEqual([
      [3, 1],
      [4, 1],
      [1, 1],
    ]);
    expect(planRounds({ ...quick, stopped: ['a', 'b'] })).toEqual([]);
  });
});

describe('planProgress', () => {
  it('counts steps of lanes', () => {
    const [first] = planRounds(quick);
    expect(planProgress(quick, [], 0)).toMatchObject({ doneLaneSteps: 0, totalLaneSteps: 12_000 });
    expect(planProgress(quick, [first] as Round[], 500)).toEqual({
      doneLaneSteps: 5000,
      totalLaneSteps: 12_000,
      doneRounds: 1,
      totalRounds: 3,
    });
    expect(planProgress(quick, planRounds(quick), 99)).toMatchObject({ doneLaneSteps: 12_000 });
  });
});
