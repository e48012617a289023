import { expect, test } from 'vitest';
import { parseSpec } from '../../../src/spec/schema.ts';
import { emptyLane, emptyRun } from '../../../src/store/app.ts';
import { LaneSeries, seriesStore } from '../../../src/store/series.ts';
import type { HeatRun, RunSlice } from '../../../src/store/state.ts';
import { moreSeeds } from '../../../src/ui/results/moreSeeds.ts';

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
function raced(repeats: number, mode: 'quick' | 'fair', seedMs = 6000): RunSlice {
  const spec = parseSpec({
    version: 1,
    seed: 1,
    repeats,
    data: { id: 'mnist-10k', batchSize: 8 },
    model: { id: 'cnn', filters: [2] },
    training: { steps: 4, evalEvery: 2 },
    race: { mode },
    lanes: [{ optimizer: { id: 'nesterov' } }, { optimizer: { id: 'sgd' } }],
  });
  const lanes = [{ lane: 0 }, { lane: 1 }];
  const before = (index: number, phase: 'tuning' | 'race', ms: number): HeatRun => ({
    index,
    heat: { phase, seed: index, lanes, steps: 4 },
    ran: spec.lanes,
    lanes: [emptyLane, emptyLane],
    series: [lasting(ms / 3)],
    end: null,
    wallMs: ms,
  });
  const tuning = mode === 'fair' ? [before(0, 'tuning', 30_000)] : [];
  const races = Array.from({ length: repeats - 1 }, (_, i) => before(i + 1, 'race', seedMs));
  seriesStore.show([lasting(seedMs / 3)]);
  const heat = { index: repeats, heat: { phase: 'race', seed: repeats, lanes, steps: 4 } } as const;
  const heats = [...tuning, ...races];
  return { ...emptyRun, state: 'finished', spec, exact: spec, heats, heat, wallMs: seedMs };
}

test('a tie at five seeds offers five more, and says that all ten are raced and how long that takes', () => {
  expect(moreSeeds('tie', raced(5, 'quick'))).toEqual({
    seeds: 10,
    label: 'Add 5 seeds',
    text: 'Races again, with 10 seeds: about 1\u202fmin. Save this result to keep it.',
  });
  expect(moreSeeds('tie', raced(5, 'fair'))?.text).toBe(
    'Tunes and races again, with 10 seeds: about 2\u202fmin. Save this result to keep it.',
  );
});

test('of a result out of a file only the training is known, and said to be that', () => {
  const run = raced(5, 'quick');
  const heats = run.heats.map(({ wallMs: _, ...heat }) => heat);
  expect(moreSeeds('tie', { ...run, heats, wallMs: null })?.text).toContain(
    'about 20\u202fs of training. Save',
  );
});

test('fewer than five seeds offer five', () => {
  expect(moreSeeds('one seed', raced(1, 'quick'))).toMatchObject({ seeds: 5, label: 'Race 5 seeds' });
  expect(moreSeeds('few seeds', raced(3, 'quick'))).toMatchObject({ seeds: 5, label: 'Race 5 seeds' });
  expect(moreSeeds('few seeds', raced(6, 'quick'))).toBeNull(); // cut short: as many again would do
});

test('nothing is offered where more seeds tell no more, and no more than there can be', () => {
  for (const kind of ['winner', 'nobody', 'no target', 'one lane', 'undecided'] as const) {
    expect(moreSeeds(kind, raced(5, 'quick'))).toBeNull();
  }
  expect(moreSeeds('tie', raced(95, 'quick', 1))).toEqual({
    seeds: null,
    label: 'Add 5 seeds',
    text: 'A race has at most 99 seeds.',
  });
});
