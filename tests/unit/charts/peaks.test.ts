import { expect, test } from 'vitest';
import { peaksAbove } from '../../../src/ui/charts/peaks.ts';

test('of what lies above the axis, the highest of each cluster is told', () => {
  const y = Float64Array.of(1, 40, 90, 50, 2, Number.POSITIVE_INFINITY, Number.NaN, 60);
  const points = { x: Float64Array.from(y, (_, i) => i), y };
  expect(peaksAbove(points, 30, (x) => 10 * x, 25)).toEqual([
    { x: 2, y: 90 },
    { x: 7, y: 60 },
  ]);
});
