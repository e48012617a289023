import { expect, test } from 'vitest';
import { emptyRun } from '../../../src/store/app.ts';
import { LaneSeries, seriesStore } from '../../../src/store/series.ts';
import type { RoundState, RunSlice } from '../../../src/store/state.ts';
import { moreSeeds } from '../../../src/ui/results/moreSeeds.ts';
import { experiment } from '../../support/experiment.ts';
import { roundState } from '../../support/round-state.ts';
import { en } from '../../support/translator.ts';

/** A lane of one step that took so long. */
function lasting(ms: number): LaneSeries {
  const series = new LaneSeries();
  const none = new Float64Array(1);
  series.append({ loss: Float32Array.of(1), lr: none, momentum: none, elapsedMs: Float64Array.of(ms) });
  return series;
}

/**
 * A race that is over: by the clock its tuning took 30 s in all, each of its seeds `seedMs`; a third of that was
 * training.
 */
function raced(seeds: number, mode: 'quick' | 'fair', seedMs = 6000): RunSlice {
  const spec = experiment({
    seed: 1,
    seeds,
    data: { id: 'mnist-10k', batchSize: 8 },
    model: { id: 'cnn', filters: [2] },
    training: { steps: 4, evalEvery: 2 },
    race: { mode },
    lanes: [{ optimizer: { id: 'nesterov' } }, { optimizer: { id: 'sgd' } }],
  });
  const lanes = [{ laneId: 'a' }, { laneId: 'b' }];
  const before = (index: number, phase: 'lr-search' | 'race', ms: number): RoundState =>
    roundState(
      index,
      { phase, seed: index, lanes, steps: 4 },
      { specs: spec.lanes, series: [lasting(ms / 3)], wallMs: ms },
    );
  const tuning = mode === 'fair' ? [before(0, 'lr-search', 30_000)] : [];
  const races = Array.from({ length: seeds - 1 }, (_, i) => before(i + 1, 'race', seedMs));
  seriesStore.show([lasting(seedMs / 3)]);
  const round = { index: seeds, round: { phase: 'race', seed: seeds, lanes, steps: 4 } } as const;
  const rounds = [...tuning, ...races];
  return {
    ...emptyRun,
    state: 'finished',
    displaySpec: spec,
    replaySpec: spec,
    rounds,
    round,
    wallMs: seedMs,
  };
}

test('an open race is offered as many seeds as the next look needs, and says that all are raced and how long that takes', () => {
  expect(moreSeeds('open', raced(7, 'quick'))).toEqual({
    seeds: 10,
    isFirst: false,
    isFair: false,
    ms: expect.closeTo(60_000, 5),
    isTrainingAlone: false,
  });
  const fair = moreSeeds('open', raced(7, 'fair'));
  expect(fair).toMatchObject({ isFair: true, isTrainingAlone: false });
  expect(en.format.roughDuration(fair?.ms ?? 0)).toBe('2\u202fmin');
  expect(moreSeeds('missesMore', raced(12, 'quick'))?.seeds).toBe(15);
  expect(moreSeeds('winner', raced(15, 'quick'))?.seeds).toBe(20);
});

test('of a result out of a file only the training is known, and said to be that', () => {
  const run = raced(7, 'quick');
  const rounds = run.rounds.map(({ wallMs: _, ...round }) => round);
  const estimate = moreSeeds('open', { ...run, rounds, wallMs: null });
  expect(estimate?.isTrainingAlone).toBe(true);
  expect(en.format.roughDuration(estimate?.ms ?? 0)).toBe('20\u202fs');
});

test('fewer seeds than the first look needs are offered seven', () => {
  expect(moreSeeds('oneSeed', raced(1, 'quick'))).toMatchObject({ seeds: 7, isFirst: true });
  expect(moreSeeds('fewSeeds', raced(6, 'quick'))).toMatchObject({ seeds: 7, isFirst: true });
  expect(moreSeeds('fewSeeds', raced(7, 'quick'))).toBeNull(); // cut short: as many again would do
});

test('nothing is offered where more seeds tell no more, and after the last look', () => {
  for (const kind of ['nobody', 'oneLane', 'undecided'] as const) {
    expect(moreSeeds(kind, raced(7, 'quick'))).toBeNull();
  }
  expect(moreSeeds('open', raced(25, 'quick', 1))).toBeNull();
});
