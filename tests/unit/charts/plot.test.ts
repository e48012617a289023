import { describe, expect, it } from 'vitest';
import { pixelScale } from '../../../src/ui/charts/plot.ts';

describe('pixelScale', () => {
  it('is a straight line through the ends of a linear domain', () => {
    const x = pixelScale([0, 2000], 0, 800);
    expect([0, 500, 2000, 2500].map(x)).toEqual([0, 200, 800, 1000]);
  });

  it('is a true log10 between the ends of a logarithmic one', () => {
    const y = pixelScale([0.1, 10], 200, 0, true);
    expect(y(0.1)).toBeCloseTo(200, 9);
    expect(y(1)).toBeCloseTo(100, 9);
    expect(y(Math.sqrt(10))).toBeCloseTo(50, 9);
    expect(y(10)).toBeCloseTo(0, 9);
  });

  it('sends 0 and below far out of the bottom of a log axis, as a finite number', () => {
    const y = pixelScale([0.1, 10], 200, 0, true);
    expect(y(0)).toBeGreaterThan(1000);
    expect(Number.isFinite(y(-1))).toBe(true);
  });
});
