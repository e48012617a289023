import { expect, test } from 'vitest';
import { raceVerdict } from '../../../src/race/verdict.ts';
import { mediansText } from '../../../src/ui/results/verdictParts.ts';
import { runOf } from '../race/runs.ts';

const target = { metric: 'validationAccuracy', value: 0.88 } as const;
const lane = (name: string, steps: readonly (number | null)[]) => ({
  name,
  runs: steps.map((step, i) => runOf(i + 1, step)),
});
const textOf = (...lanes: readonly ReturnType<typeof lane>[]) =>
  mediansText(raceVerdict(lanes, { target, tuning: null }));

test('the median steps of the two that the verdict speaks of are told', () => {
  const fast = lane('A', [200, 150, 250, 200, 200]);
  const slow = lane('B', [1000, 950, 1100, 1000, 1050]);
  expect(textOf(slow, fast)).toBe('Median 200 steps against 1\u202f000.');
  expect(textOf(lane('A', [200, 150]), lane('B', [400, 450]))).toBe('Median 175 steps against 425.');
});

test('nothing is told of one seed, and of a median that did not finish', () => {
  expect(textOf(lane('A', [200]), lane('B', [400]))).toBeNull();
  expect(textOf(lane('A', [200, 150, 200]), lane('B', [null, null, 400]))).toBeNull();
});
