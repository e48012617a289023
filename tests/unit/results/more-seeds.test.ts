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

test('a tie offers the next count of seeds, and says how long that takes and what it replaces', () => {
  expect(moreSeeds('tie', raced(7, 'quick'))).toEqual({
    seeds: 10,
    label: 'Race again with 10 seeds',
    text: 'A new race: about 1\u202fmin. It replaces this result, so export it first to keep it.',
  });
  expect(moreSeeds('tie', raced(7, 'fair'))?.text).toBe(
    'A new search and race: about 2\u202fmin. It replaces this result, so export it first to keep it.',
  );
});

test('the counts offered one after the other are those the verdict allows for', () => {
  const offered = (repeats: number) => moreSeeds('tie', raced(repeats, 'quick', 1))?.seeds;
  expect([7, 8, 10, 15, 20].map(offered)).toEqual([10, 10, 15, 20, 25]);
});

test('of a result out of a file only the training is known, and said to be that', () => {
  const run = raced(7, 'quick');
  const heats = run.heats.map(({ wallMs: _, ...heat }) => heat);
  expect(moreSeeds('tie', { ...run, heats, wallMs: null })?.text).toContain(
    'about 20\u202fs of training. It replaces',
  );
});

test('fewer than seven seeds offer seven', () => {
  const seven = { seeds: 7, label: 'Race again with 7 seeds' };
  expect(moreSeeds('one seed', raced(1, 'quick'))).toMatchObject(seven);
  expect(moreSeeds('few seeds', raced(3, 'quick'))).toMatchObject(seven);
  expect(moreSeeds('few seeds', raced(6, 'quick'))).toMatchObject(seven);
  expect(moreSeeds('few seeds', raced(8, 'quick'))).toBeNull(); // cut short: as many again would do
});

test('nothing is offered where more seeds tell no more, and no more than the verdict allows for', () => {
  for (const kind of ['winner', 'nobody', 'no target', 'one lane', 'undecided'] as const) {
    expect(moreSeeds(kind, raced(7, 'quick'))).toBeNull();
  }
  for (const repeats of [25, 95]) {
    expect(moreSeeds('tie', raced(repeats, 'quick', 1))).toMatchObject({
      seeds: null,
      text: 'A race is judged with up to 25 seeds: each further look would make a false winner more likely.',
    });
  }
});
