import { describe, expect, it } from 'vitest';
import { eachBar, isDashed, isDense } from '../../../src/ui/charts/engine/bars.ts';
import type { Plot } from '../../../src/ui/charts/engine/plot.ts';

const plot: Plot = { left: 0, top: 0, width: 100, height: 50, x: (v) => v, y: (v) => v, xAt: (v) => v };

function bars(x: number[], y: number[]): number[][] {
  const drawn: number[][] = [];
  eachBar({ x, y }, plot, (...bar) => drawn.push(bar));
  return drawn;
}

describe('eachBar', () => {
  it('spans the values of each column and reaches to where the one before ended', () => {
    expect(bars([0.1, 0.9, 1.2, 1.8], [10, 20, 30, 25])).toEqual([
      [0, 10, 20],
      [1, 20, 30],
    ]);
  });

  it('bridges columns without a point', () => {
    expect(bars([0, 3], [10, 40])).toEqual([
      [0, 10, 10],
      [1, 10, 20],
      [2, 20, 30],
      [3, 30, 40],
    ]);
  });

  it('does not reach across a gap', () => {
    expect(bars([0.1, 0.9, 1.2], [10, Number.NaN, 30])).toEqual([
      [0, 10, 10],
      [1, 30, 30],
    ]);
  });

  it('stays near the plot', () => {
    expect(bars([0], [-1e30])).toEqual([[0, -50, -50]]);
  });

  it('draws nothing of nothing', () => {
    expect(bars([], [])).toEqual([]);
    expect(bars([1], [Number.NaN])).toEqual([]);
  });
});

describe('isDense', () => {
  it('asks for about a point in each column', () => {
    expect(isDense({ x: [0, 0.5, 1, 1.5, 2] }, plot)).toBe(true);
    expect(isDense({ x: [0, 1, 2, 3] }, plot)).toBe(true);
    expect(isDense({ x: [0, 2, 4, 6] }, plot)).toBe(false);
    expect(isDense({ x: [] }, plot)).toBe(false);
  });
});

describe('isDashed', () => {
  it('follows the lengths and gaps of a pattern', () => {
    const pattern = [3, 2];
    expect([0, 1, 2, 3, 4, 5, 9].map((column) => isDashed(column, pattern))).toEqual([
      true,
      true,
      true,
      false,
      false,
      true,
      false,
    ]);
  });

  it('is always on without a pattern', () => {
    expect(isDashed(7, [])).toBe(true);
  });
});
