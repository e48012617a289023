import { beforeEach, expect, test } from 'vitest';
import type { Round } from '../../../src/race/plan.ts';
import { emptyLane, emptyRun } from '../../../src/store/app.ts';
import { evaluationBand, lossBand, seedsNow, seedsShown } from '../../../src/store/seeds.ts';
import { LaneSeries, seriesStore } from '../../../src/store/series.ts';
import type { RoundState, RunSlice } from '../../../src/store/state.ts';
import { seedsMeaning } from '../../../src/ui/charts/engine/seedCurves.ts';
import { experiment } from '../../support/experiment.ts';
import { roundState } from '../../support/round-state.ts';
import { en } from '../../support/translator.ts';

const spec = experiment({
  seeds: 3,
  data: { id: 'mnist-10k', batchSize: 8 },
  model: { id: 'cnn', filters: [2] },
  training: { steps: 4, evalEvery: 2 },
  lanes: [{ optimizer: { id: 'nesterov' } }, { optimizer: { id: 'sgd' } }],
});
const roundAt = (seed: number): Round => ({
  phase: 'race',
  seed,
  lanes: [{ laneId: 'a' }, { laneId: 'b' }],
  steps: 4,
});

/** A lane with these losses, evaluated after every second step at an accuracy of a tenth of the last loss. */
function series(...losses: readonly number[]): LaneSeries {
  const lane = new LaneSeries();
  grow(lane, ...losses);
  return lane;
}

function grow(lane: LaneSeries, ...losses: readonly number[]): void {
  for (const loss of losses) {
    const one = new Float64Array(1);
    lane.append({ loss: Float32Array.of(loss), lr: one, momentum: one, elapsedMs: one });
    if (lane.steps % 2 !== 0) continue;
    const evaluation = { step: lane.steps, loss, accuracy: loss / 10, confusion: [] };
    lane.evaluations.push({ ...evaluation, split: 'validation' });
  }
}

const over = (index: number, ...lanes: readonly LaneSeries[]): RoundState =>
  roundState(index, roundAt(index + 1), {
    specs: spec.lanes,
    runs: lanes.map(() => ({ ...emptyLane, state: 'finished' })),
    series: lanes,
  });

/** A run whose rounds before the one in `seriesStore` are over. */
function runOf(rounds: readonly RoundState[], patch: Partial<RunSlice> = {}): RunSlice {
  return {
    ...emptyRun,
    state: 'running',
    displaySpec: spec,
    replaySpec: spec,
    round: { index: rounds.length, round: roundAt(rounds.length + 1) },
    rounds,
    lanes: spec.lanes.map(() => ({ ...emptyLane, state: 'running' })),
    ...patch,
  };
}

let live: LaneSeries;
beforeEach(() => {
  live = new LaneSeries();
  seriesStore.show([live, series(1, 1, 1, 1)]);
});

test('one seed has nothing beside it', () => {
  expect(seedsShown(runOf([]))).toBeNull();
});

test('with a second seed under way the bold line is the median up to where that is, step by step', () => {
  const [seeds] = seedsShown(runOf([over(0, series(4, 6, 8, 2), series(3, 3, 3, 3))]))?.lanes ?? [];
  if (!seeds) throw new Error('no seeds');
  expect(lossBand(seeds, 0)).toBeNull(); // nothing of the second yet
  grow(live, 2);
  expect([...(lossBand(seeds, 0)?.median ?? [])]).toEqual([3]);
  expect(lossBand(seeds, 0)?.n).toBe(2);
  grow(live, 8, 4);
  expect([...(lossBand(seeds, 0)?.median ?? [])]).toEqual([3, 7, 6]);
  expect([...(lossBand(seeds, 0)?.low ?? [])]).toEqual([2, 6, 4]);
  expect([...(lossBand(seeds, 0)?.high ?? [])]).toEqual([4, 8, 8]);
});

test('accuracy does the same at the evaluations that every seed has had', () => {
  const [seeds] = seedsShown(runOf([over(0, series(4, 6, 8, 2), series(3, 3, 3, 3))]))?.lanes ?? [];
  if (!seeds) throw new Error('no seeds');
  grow(live, 1);
  expect(evaluationBand(seeds)).toBeNull();
  grow(live, 8);
  const first = evaluationBand(seeds);
  expect([...(first?.steps ?? [])]).toEqual([2]);
  expect(first?.accuracy.median[0]).toBeCloseTo(0.7, 12);
  expect(evaluationBand(seeds)).toBe(first);
  grow(live, 5, 6);
  expect([...(evaluationBand(seeds)?.steps ?? [])]).toEqual([2, 4]);
  expect(evaluationBand(seeds)?.accuracy.median[1]).toBeCloseTo(0.4, 12);
});

test('before the third seed has begun the median is of the two that are over; one stopped by hand does not count', () => {
  const rounds = [
    over(0, series(4, 6, 8, 2), series(3, 3, 3, 3)),
    over(1, series(2, 2, 2, 2), series(5, 5, 5, 5)),
  ];
  const [seeds] = seedsShown(runOf(rounds))?.lanes ?? [];
  expect([...(lossBand(seeds ?? [], 0)?.median ?? [])]).toEqual([3, 4, 5, 2]);
  grow(live, 9, 9);
  expect([...(lossBand(seeds ?? [], 0)?.median ?? [])]).toEqual([4, 6]);
  const stopped = spec.lanes.map(() => ({ ...emptyLane, state: 'stopped' }) as const);
  const [without] = seedsShown(runOf(rounds, { lanes: stopped }))?.lanes ?? [];
  expect([...(lossBand(without ?? [], 0)?.median ?? [])]).toEqual([3, 4, 5, 2]);
});

test('a lane that diverged in the seed under way counts as worse than any number from there on', () => {
  const [seeds] = seedsShown(runOf([over(0, series(4, 6, 8, 2), series(3, 3, 3, 3))]))?.lanes ?? [];
  grow(live, 2, 4);
  live.divergence = { step: 1, reason: 'tooLarge' };
  expect([...(lossBand(seeds ?? [], 0)?.median ?? [])]).toEqual([3, 5, Infinity, Infinity]);
});

test('a race out of a file counts its last seed, though it was asked for before its numbers were there', () => {
  const losses = [5, 1, 4, 1]; // their median is 2.5, with the fifth 3
  const rounds = losses.map((loss, i) => over(i, series(9, loss, 9, loss), series(3, 3, 3, 3)));
  const run = runOf(rounds, {
    state: 'finished',
    lanes: over(4, live, live).entries.map((entry) => entry.run),
  });
  seriesStore.reset(2);
  expect(seedsNow(run)?.lanes[0]).toHaveLength(5);
  seriesStore.show([series(9, 3, 9, 3), series(3, 3, 3, 3)]);
  const seeds = seedsNow(run)?.lanes[0] ?? [];
  expect(lossBand(seeds, 0)?.n).toBe(5);
  expect([...(lossBand(seeds, 0)?.median ?? [])]).toEqual([9, 3, 9, 3]);
  expect(evaluationBand(seeds)?.accuracy.median[0]).toBeCloseTo(0.3, 12);
  expect(seedsNow(run)).toBe(seedsNow(run));
});

test('what is bold, and of how many seeds, is said', () => {
  const rounds = [over(0, series(4, 4, 4, 4), series(3, 3, 3, 3))];
  expect(seedsMeaning(en, null)).toBeNull();
  expect(seedsMeaning(en, seedsShown(runOf(rounds)))).toBe('median, min–max, n = 2 so far');
  const ended = runOf(rounds, { state: 'finished' });
  const counts = () => seedsShown(ended)?.lanes[0]?.map((seed) => seed.counts);
  expect(counts()).toEqual([true, false]); // the second was cut off before its four steps
  grow(live, 1, 1, 1, 1);
  expect(counts()).toEqual([true, true]);
  expect(seedsMeaning(en, seedsShown(ended))).toBe('median, min–max, n = 2');
});
