import { beforeEach, expect, test } from 'vitest';
import { emptyLane, emptyRun } from '../../../src/store/app.ts';
import { laneToOpen, notedLanes } from '../../../src/store/layer-statistics.ts';
import { LaneSeries, seriesStore } from '../../../src/store/series.ts';
import { experiment } from '../../support/experiment.ts';

const spec = experiment({
  data: { id: 'mnist-10k', batchSize: 8 },
  model: { id: 'logistic' },
  lanes: [{ optimizer: { id: 'sgd' } }, { optimizer: { id: 'nesterov' } }, { optimizer: { id: 'adam' } }],
});
const run = {
  ...emptyRun,
  displaySpec: spec,
  replaySpec: spec,
  round: {
    index: 0,
    round: { phase: 'race', seed: 1, steps: 100, lanes: [{ laneId: 'a' }, { laneId: 'b' }, { laneId: 'c' }] },
  },
  lanes: [emptyLane, emptyLane, emptyLane],
} as const;

/** A lane of one layer, whose gradient vanishes for 60 steps where it is to have a note. */
function measured(hasNote: boolean): LaneSeries {
  const series = new LaneSeries();
  for (const step of [0, 60]) {
    series.layerStatistics.append({
      steps: Uint32Array.of(step),
      gradient: Float64Array.of(hasNote ? 0 : 1),
      weight: Float64Array.of(1),
      updateRatio: Float64Array.of(0.01),
    });
  }
  return series;
}
beforeEach(() => seriesStore.show([measured(false), measured(true), measured(true)]));

test('the lanes with a note on their layers are known, and the first of them is opened', () => {
  expect(notedLanes(run)).toEqual([1, 2]);
  expect(laneToOpen(run, 0)).toBe(1); // the leader has none
});

test('the leader is opened where it has a note, and where nobody has', () => {
  expect(laneToOpen(run, 2)).toBe(2);
  seriesStore.show([measured(false), measured(false), measured(false)]);
  expect(laneToOpen(run, 2)).toBe(2);
});
