import { describe, expect, it } from 'vitest';
import type { LaneState } from '../../../src/race/outcome.ts';
import { choicesOf, racePlanOf } from '../../../src/race/race-plan.ts';
import type { RoundRecord } from '../../../src/race/result.ts';
import { allDiverged } from '../../../src/race/sweep.ts';
import { experiment } from '../../support/experiment.ts';
import { evaluationsOf } from './runs.ts';

const spec = experiment({
  seed: 4,
  seeds: 2,
  training: { steps: 100 },
  race: { mode: 'fair', tuningSeed: 9, grid: { points: 5, decades: 2 }, timing: { warmup: 3, steps: 7 } },
  lanes: [{ optimizer: { id: 'sgd', lr: 0.1 } }, { optimizer: { id: 'adam', lr: 0.001 } }],
});

const round = (phase: RoundRecord['phase'], tries: readonly [number, number, number, LaneState?][]) => ({
  phase,
  seed: 9,
  steps: 1,
  hashes: { init: '', batches: '' },
  trainMs: 1,
  runs: tries.map(([lane, lr, accuracy, state = 'finished']) => {
    const of = spec.lanes[lane];
    if (!of) throw new Error(`no lane ${lane}`);
    return {
      lane,
      effectiveSpec: { ...of, optimizer: { ...of.optimizer, lr } },
      state,
      divergence: null,
      targetStep: null,
      loss: Float32Array.of(1),
      evaluations: evaluationsOf([accuracy]).map((evaluation) => ({ ...evaluation, confusion: [] })),
    };
  }),
});

describe('racePlanOf', () => {
  it('says what the experiment says', () => {
    expect(racePlanOf(spec, 100, ['b'])).toEqual({
      mode: 'fair',
      lanes: [
        { id: 'a', lr: 0.1 },
        { id: 'b', lr: 0.001 },
      ],
      seed: 4,
      seeds: 2,
      tuningSeed: 9,
      grid: { points: 5, decades: 2 },
      totalSteps: 100,
      timing: { warmup: 3, steps: 7 },
      stopped: ['b'],
    });
  });
});

describe('choicesOf', () => {
  it('takes the best of each lane’s tuning runs, whichever rounds they were in, and no race', () => {
    const rounds = [
      round('lr-search', [
        [0, 0.1, 0.6],
        [1, 0.001, 0.7],
        [0, 0.32, 0.8],
      ]),
      round('lr-search', [
        [1, 0.01, 0.2, 'diverged'],
        [1, 0.0001, 0.5],
      ]),
      round('race', [[0, 5, 0.99]]),
    ];
    expect(choicesOf(spec, rounds).map(({ lane, lr }) => [lane, lr])).toEqual([
      [0, 0.32],
      [1, 0.001],
    ]);
  });

  it('chooses nothing for a lane that diverged at every rate, and says so', () => {
    const rounds = [
      round('lr-search', [
        [0, 0.1, 0.1, 'diverged'],
        [0, 1, 0.1, 'diverged'],
        [1, 0.001, 0.7],
      ]),
    ];
    const [sgd, adam] = choicesOf(spec, rounds);
    expect([sgd?.lr, adam?.lr]).toEqual([null, 0.001]);
    expect(sgd && allDiverged(sgd)).toEqual([0.1, 1]);
    expect(choicesOf(spec, []).map(({ lr }) => lr)).toEqual([null, null]);
  });
});
