import { beforeEach, expect, test, vi } from 'vitest';
import { specFromHash } from '../../../src/experiment/url.ts';
import type { Round } from '../../../src/race/plan.ts';
import { emptyLane, emptyRun, useApp } from '../../../src/store/app.ts';
import { listenersOf } from '../../../src/store/events.ts';
import { moveLane } from '../../../src/store/lanes.ts';
import { editedRun } from '../../../src/store/patch.ts';
import { raceProgress } from '../../../src/store/race-progress.ts';
import { resultOf } from '../../../src/store/result-of-run.ts';
import { laneRun, laneSeries } from '../../../src/store/rounds.ts';
import { runOfResult } from '../../../src/store/run-of-result.ts';
import { seriesStore } from '../../../src/store/series.ts';
import { standingsNow } from '../../../src/store/standings.ts';
import { lanesShown } from '../../../src/ui/charts/engine/shownLanes.ts';
import { roundText } from '../../../src/ui/shell/roundText.ts';
import { experiment } from '../../support/experiment.ts';
import { en } from '../../support/translator.ts';
import { gpu } from '../shell/run-state.ts';

const spec = experiment({
  seeds: 2,
  data: { id: 'mnist-10k', batchSize: 8 },
  model: { id: 'cnn', filters: [2] },
  training: { steps: 4, evalEvery: 2 },
  race: { timing: { warmup: 1, steps: 2 } },
  lanes: ['nesterov', 'sgd', 'adam'].map((id) => ({ optimizer: { id } })),
});
const names = ['Nesterov', 'SGD', 'Adam'];
const listeners = listenersOf(() => undefined);
const runNow = () => useApp.getState().run;
const entries = (...ids: readonly string[]) => ids.map((laneId) => ({ laneId }));
const seed = (index: number): Round => ({
  phase: 'race',
  seed: index + 1,
  steps: 4,
  lanes: entries('a', 'b', 'c'),
});

/** What the worker, which knows nothing of the page's order, tells of a round: the loss of lane i is 10 · index + i. */
function round(index: number, of: Round, steps = of.steps): void {
  listeners.round?.({ index, round: of });
  listeners.metrics?.(
    of.lanes.map(({ laneId }, lane) => ({
      lane,
      firstStep: 0,
      loss: new Float32Array(steps).fill(10 * index + 'abc'.indexOf(laneId)),
      lr: new Float64Array(steps),
      momentum: new Float64Array(steps),
      elapsedMs: new Float64Array(steps),
      skipped: 0,
    })),
  );
}
const end = (index: number): void => {
  const sha = '0'.repeat(64);
  listeners.roundEnd?.({ index, hashes: { init: sha, batches: sha }, trainMs: 1 });
};
/** Of each lane of the page, in order, its name and the loss of its latest race. */
const losses = () =>
  runNow().displaySpec.lanes.map(({ name }, lane) => [name, laneSeries(runNow(), lane)?.loss.values[0]]);

let link = '';
beforeEach(() => {
  vi.stubGlobal('location', { href: 'http://localhost/' });
  vi.stubGlobal('history', {
    state: null,
    replaceState: (...of: unknown[]) => {
      link = String(of[2]);
    },
  });
  useApp.setState(useApp.getInitialState(), true);
  seriesStore.reset(3);
  const run = { ...emptyRun, ...editedRun(spec, []), lanes: [emptyLane, emptyLane, emptyLane] };
  useApp.setState({ spec, run: { ...run, state: 'paused' } });
});

test('a lane moved while a race rests takes all it has with it, and the race goes on where it was', () => {
  round(0, seed(0));
  end(0);
  round(1, seed(1), 3);
  listeners.lane?.({ lane: 2, state: 'diverged', divergence: null, targetStep: null });
  moveLane(2, -1);
  expect(runNow()).toMatchObject({ state: 'paused', step: 3 });
  expect(losses()).toEqual([
    ['Nesterov', 10],
    ['Adam', 12],
    ['SGD', 11],
  ]);
  expect(laneRun(runNow(), 1).state).toBe('diverged');
  expect(lanesShown(en, runNow()).map(({ name }) => name)).toEqual(['Nesterov', 'Adam', 'SGD']);
  expect(standingsNow(runNow(), 0).find(({ name }) => name === 'Adam')).toMatchObject({ lane: 1 });
  expect(useApp.getState().spec.lanes.map(({ name }) => name)).toEqual(['Nesterov', 'Adam', 'SGD']);
  expect(specFromHash(new URL(link).hash)?.lanes.map(({ name }) => name)).toEqual([
    'Nesterov',
    'Adam',
    'SGD',
  ]);
});

test('what the worker tells of a lane, it tells by its id, wherever the lane stands by then', () => {
  round(0, seed(0));
  end(0);
  moveLane(2, -1);
  moveLane(1, -1); // Adam, Nesterov, SGD
  expect(runNow().displaySpec.lanes.map(({ id }) => id)).toEqual(['c', 'a', 'b']);
  round(1, seed(1));
  expect(losses()).toEqual([
    ['Adam', 12],
    ['Nesterov', 10],
    ['SGD', 11],
  ]);
  end(1);
  expect(raceProgress(runNow())).toMatchObject({ doneLaneSteps: 24, totalLaneSteps: 24 + 9 });
  round(2, { phase: 'timing', seed: 1, steps: 3, lanes: entries('a') });
  expect(roundText(en, runNow())).toEqual({ what: 'Timing 1 of 3', detail: 'Nesterov alone' });
  round(3, { phase: 'timing', seed: 1, steps: 3, lanes: entries('b') });
  expect(roundText(en, runNow())).toEqual({ what: 'Timing 2 of 3', detail: 'SGD alone' });
});

test('the result has the lanes in their order, each with its own losses', () => {
  round(0, seed(0));
  end(0);
  moveLane(0, 1);
  const result = resultOf(runNow(), gpu);
  if (result === null) throw new Error('no result');
  const { run, series } = runOfResult(result);
  expect(run.displaySpec.lanes.map(({ name }) => name)).toEqual(['SGD', 'Nesterov', 'Adam']);
  seriesStore.show(series);
  expect(run.displaySpec.lanes.map((_, lane) => laneSeries(run, lane)?.loss.values[0])).toEqual([1, 0, 2]);
});

test('the first does not move up, nor the last down', () => {
  moveLane(0, -1);
  moveLane(2, 1);
  expect(runNow().displaySpec.lanes.map(({ name }) => name)).toEqual(names);
});
