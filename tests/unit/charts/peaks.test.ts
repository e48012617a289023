import { describe, expect, it, test } from 'vitest';
import { lowestBelow, peaksAbove } from '../../../src/ui/charts/loss/peaks.ts';

test('of what lies above the axis, the highest of each cluster is told', () => {
  const y = Float64Array.of(1, 40, 90, 50, 2, Number.POSITIVE_INFINITY, Number.NaN, 60);
  const points = { x: Float64Array.from(y, (_, i) => i), y };
  expect(peaksAbove(points, 30, (x) => 10 * x, 25)).toEqual([
    { x: 2, y: 90 },
    { x: 7, y: 60 },
  ]);
});

describe('lowestBelow', () => {
  const of = (...y: number[]) => ({ x: Float64Array.from(y, (_, i) => i), y: Float64Array.from(y) });

  it('is the lowest of all curves, where it lies below the axis', () => {
    expect(lowestBelow([of(2, 0.3, 1), of(1, 0.1, 0.2)], 0.5)).toEqual({ x: 1, y: 0.1 });
    expect(lowestBelow([of(2, 0.5, 1)], 0.5)).toBeNull();
    expect(lowestBelow([of(Number.NaN, Number.NEGATIVE_INFINITY)], 0.5)).toBeNull();
  });
});
