import { describe, expect, it } from 'vitest';
import { typicalRange } from '../../../src/ui/charts/engine/outliers.ts';
import { gapStarts } from '../../../src/ui/charts/loss/gapMarks.ts';

describe('usualOf', () => {
  it('runs from the 5th to the 95th percentile, whatever stands out', () => {
    const losses = Array.from({ length: 101 }, (_, i) => i / 100);
    expect(typicalRange([losses])).toEqual([0.05, 0.95]);
    const [low = 0, high = 0] = typicalRange([losses.with(100, 1e30)]) ?? [];
    expect([low, high]).toEqual([0.05, 0.95]);
  });

  it('passes over what is not finite, and joins several lists', () => {
    expect(
      typicalRange([
        [Number.NaN, 1, 1],
        [Number.POSITIVE_INFINITY, 1],
      ]),
    ).toEqual([1, 1]);
    expect(typicalRange([[Number.NaN, 1]])).toBeNull();
  });

  it('is near the truth for long lists, of which it reads a part', () => {
    const long = Float32Array.from({ length: 20_000 }, (_, i) => ((i * 7919) % 20_000) / 20_000);
    const [low = 0, high = 0] = typicalRange([long]) ?? [];
    expect(Math.abs(low - 0.05)).toBeLessThan(0.01);
    expect(Math.abs(high - 0.95)).toBeLessThan(0.01);
  });
});

describe('gapStarts', () => {
  const points = (y: number[]) => ({ x: Float64Array.from(y.keys()), y: Float64Array.from(y) });
  const { NaN: nan } = Number;

  it('finds the last finite point before each gap', () => {
    expect(gapStarts(points([1, 2, nan, nan, 3, 4, nan, 5]), (x) => 20 * x, 14)).toEqual([
      { x: 1, y: 2 },
      { x: 5, y: 4 },
    ]);
  });

  it('shows none where a curve begins with one, and one where several lie close', () => {
    expect(gapStarts(points([nan, 1, 2]), (x) => x, 14)).toEqual([]);
    expect(gapStarts(points([1, nan, 1, nan, 1]), (x) => x, 14)).toEqual([{ x: 0, y: 1 }]);
  });
});
