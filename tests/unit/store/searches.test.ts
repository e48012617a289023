import { beforeEach, expect, test, vi } from 'vitest';
import type { ExperimentSpec } from '../../../src/experiment/schema.ts';
import { emptyLane, emptyRun, useApp } from '../../../src/store/app.ts';
import { recolourLane } from '../../../src/store/lanes.ts';
import { budgeted } from '../../../src/store/searches.ts';
import { LaneSeries, seriesStore } from '../../../src/store/series.ts';
import { experiment } from '../../support/experiment.ts';

const fair = experiment({
  data: { id: 'mnist-10k', batchSize: 8 },
  model: { id: 'cnn', filters: [2] },
  training: { steps: 2, evalEvery: 2 },
  race: { mode: 'fair' },
  lanes: [{ optimizer: { id: 'nesterov', lr: 0.1 } }, { optimizer: { id: 'sgd', lr: 0.1 } }],
});
const withRate = (spec: ExperimentSpec, lane: number, lr: number): ExperimentSpec => ({
  ...spec,
  lanes: spec.lanes.map((of, i) => (i === lane ? { ...of, optimizer: { ...of.optimizer, lr } } : of)),
});
const tried = ({ lanes }: ExperimentSpec) => lanes.map((lane) => lane.tried ?? 0);

function measured(): LaneSeries {
  const series = new LaneSeries();
  series.loss.append(Float32Array.of(2, 1));
  series.evaluations.push({ step: 2, split: 'validation', loss: 1, accuracy: 0.5, confusion: [] });
  return series;
}

/** On the page: a search that has tried two learning rates of the first lane and one of the second. */
beforeEach(() => {
  useApp.setState(useApp.getInitialState(), true);
  seriesStore.show([measured(), measured(), measured()]);
  const lanes = [
    { laneId: 'a', lr: 0.1 },
    { laneId: 'b', lr: 0.1 },
    { laneId: 'a', lr: 0.3 },
  ];
  const round = { index: 0, round: { phase: 'lr-search', seed: 0, lanes, steps: 2 } } as const;
  const finished = { ...emptyLane, state: 'finished' } as const;
  const run = {
    ...emptyRun,
    state: 'finished',
    displaySpec: fair,
    replaySpec: fair,
    round,
    step: 2,
  } as const;
  useApp.setState({ spec: fair, run: { ...run, lanes: lanes.map(() => finished) } });
});

test('a search that was run counts for the lane that is searched otherwise, and not for the others', () => {
  expect(tried(budgeted(fair, false).spec)).toEqual([0, 0]);
  const { spec, searches } = budgeted(withRate(fair, 0, 0.5), false);
  expect(tried(spec)).toEqual([2, 0]);
  // the second lane is changed only later, when the run of the search is gone
  useApp.setState({ spec, searches, run: { ...emptyRun, displaySpec: spec, replaySpec: spec } });
  expect(tried(budgeted(withRate(spec, 1, 0.5), false).spec)).toEqual([2, 1]);
});

test('an experiment from elsewhere brings its own count', () => {
  const carried = { ...fair, lanes: fair.lanes.map((lane) => ({ ...lane, tried: 9 })) };
  const { spec, searches } = budgeted(carried, true);
  expect([spec, searches.map(({ tries }) => tries)]).toEqual([carried, [9, 9]]);
  expect(budgeted(fair, true).searches).toEqual([]);
});

test('a lane keeps its count where it changes places in the palette with another', () => {
  vi.stubGlobal('location', { href: 'http://localhost/' });
  vi.stubGlobal('history', { replaceState: () => undefined });
  const { spec, searches } = budgeted(withRate(fair, 0, 0.5), false);
  useApp.setState({ spec, searches, run: { ...emptyRun, displaySpec: spec, replaySpec: spec } });
  recolourLane(0, fair.lanes[1]?.styleIndex ?? 1);
  expect(tried(budgeted(useApp.getState().spec, false).spec)).toEqual([2, 0]);
  vi.unstubAllGlobals();
});
