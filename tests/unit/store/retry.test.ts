import { beforeEach, expect, test } from 'vitest';
import type { LaneEvent } from '../../../src/spec/schema.ts';
import { parseSpec } from '../../../src/spec/schema.ts';
import { emptyLane, emptyRun } from '../../../src/store/app.ts';
import { laneRetried, retryRate } from '../../../src/store/retry.ts';
import { LaneSeries, seriesStore } from '../../../src/store/series.ts';
import type { RunSlice } from '../../../src/store/state.ts';

const specOf = (events: readonly LaneEvent[]) =>
  parseSpec({
    version: 1,
    data: { id: 'mnist-10k', batchSize: 8 },
    model: { id: 'cnn' },
    lanes: [{ optimizer: { id: 'nesterov', lr: 0.02 }, events }, { optimizer: { id: 'sgd' } }],
  });

/** A race whose first lane diverged at step 61; `chosen`: the learning rate its search came to. */
function diverged(events: readonly LaneEvent[], chosen?: number): RunSlice {
  const spec = specOf(events);
  const first = { lane: 0, ...(chosen !== undefined && { lr: chosen }) };
  const divergence = { step: 61, reason: 'not finite', message: '' } as const;
  return {
    ...emptyRun,
    spec,
    exact: spec,
    heat: { index: 0, heat: { phase: 'race', seed: 1, steps: 100, lanes: [first, { lane: 1 }] } },
    lanes: [{ ...emptyLane, state: 'diverged', divergence }, emptyLane],
  };
}
const raisedAt = (step: number, lr: number): LaneEvent => ({ step, set: { 'optimizer.lr': lr } });

beforeEach(() => seriesStore.show([new LaneSeries(), new LaneSeries()]));

test('what is tried next is a third of the learning rate in force where the lane diverged', () => {
  expect(retryRate(diverged([]), 0)).toBe(0.0067);
  expect(retryRate(diverged([raisedAt(20, 1), raisedAt(60, 5)]), 0)).toBe(1.7);
  expect(retryRate(diverged([raisedAt(60, 5), raisedAt(61, 0.02)]), 0)).toBe(1.7); // too late to have had a part
});

test('in a fair race that of the rate chosen for the lane', () => {
  expect(retryRate(diverged([], 0.6), 0)).toBe(0.2);
});

test('a lane that has not diverged is not tried again', () => {
  expect(retryRate(diverged([]), 1)).toBeNull();
});

test('the lane tried again starts there, and keeps only what its events set besides', () => {
  const both = { step: 70, set: { 'optimizer.lr': 0.1, 'optimizer.momentum': 0.5 } };
  const [lane] = specOf([raisedAt(60, 5), both]).lanes;
  if (!lane) throw new Error('no lane');
  const { optimizer, events } = laneRetried(lane, 1.7);
  expect(optimizer).toEqual({ ...lane.optimizer, lr: 1.7 });
  expect(events).toEqual([{ step: 70, set: { 'optimizer.momentum': 0.5 } }]);
});
