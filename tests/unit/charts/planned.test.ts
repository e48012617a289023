import { expect, test } from 'vitest';
import { leaderLast } from '../../../src/ui/charts/engine/leader.ts';
import { plannedAt, stepsAhead } from '../../../src/ui/charts/schedules/planned.ts';
import { laneStyle } from '../../../src/ui/kit/lane/laneStyle.ts';
import { experiment } from '../../support/experiment.ts';

test('a plan says what a lane is told, the same object each time', () => {
  const spec = experiment({
    data: { id: 'mnist-10k' },
    training: { steps: 10 },
    lanes: [{ optimizer: { id: 'sgd', lr: 0.1 }, lrSchedule: { id: 'cosine' } }],
  });
  const [lane] = spec.lanes;
  if (!lane) throw new Error('there is no lane');
  const at = plannedAt(lane, 10);
  expect(at(0).lr).toBeCloseTo(0.1, 12);
  expect(at(5).lr).toBeCloseTo(0.05, 12); // 0.05 (1 + cos 0.5π)
  expect(plannedAt(lane, 10)(5)).toBe(at(5));
  expect(plannedAt(lane, 20)(5).lr).toBeCloseTo(0.0853553, 6);
});

test('steps ahead lie on a grid that stays where it is, from the last step taken to the end', () => {
  expect(stepsAhead(0, 10, 0, 5)).toEqual([0, 2, 4, 6, 8, 10]);
  expect(stepsAhead(4, 10, 0, 5)).toEqual([3, 4, 6, 8, 10]);
  expect(stepsAhead(12, 10, 0, 5)).toEqual([]);
  expect(stepsAhead(1, 1000, 0, 3, true)).toEqual([0, 1, 10, 100, 1000]);
});

test('the leader is drawn last', () => {
  const lanes = [0, 1, 2].map((styleIndex) => ({ style: laneStyle(styleIndex) }));
  expect(leaderLast(lanes, 1).map(({ style }) => style.styleIndex)).toEqual([0, 2, 1]);
  expect(leaderLast(lanes, null)).toEqual(lanes);
});
