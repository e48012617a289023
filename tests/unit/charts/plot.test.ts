import { describe, expect, it } from 'vitest';
import {
  besideLast,
  pixelScale,
  scalePixel,
  tickAnchor,
  ticksFit,
} from '../../../src/ui/charts/engine/plot.ts';

describe('pixelScale', () => {
  it('is a straight line through the ends of a linear domain', () => {
    const x = pixelScale([0, 2000], 0, 800);
    expect([0, 500, 2000, 2500].map(x)).toEqual([0, 200, 800, 1000]);
  });

  it('is undone by scalePixel, on either kind of axis', () => {
    for (const log of [false, true]) {
      const to = pixelScale([2, 2000], 10, 810, log);
      const back = scalePixel([2, 2000], 10, 810, log);
      for (const value of [2, 3, 71, 2000]) expect(back(to(value))).toBeCloseTo(value, 9);
    }
  });

  it('tells which labels lie at the ends of a log axis', () => {
    const axis = { domain: [1, 1000], ticks: [], format: String, log: true } as const;
    expect([1, 10, 1000].map((value) => tickAnchor(axis, value))).toEqual(['start', 'middle', 'end']);
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

describe('the labels of an x axis', () => {
  const format = (value: number, i: number, all: readonly number[]) =>
    i === all.length - 1 ? `${value} epochs` : String(value);
  const axis = { domain: [0, 0.08], ticks: [0, 0.02, 0.04, 0.06, 0.08], format } as const;

  it('give way to the last, which carries the unit', () => {
    expect(besideLast(axis, 600)).toEqual(axis.ticks);
    expect(besideLast(axis, 260)).toEqual([0, 0.02, 0.04, 0.08]);
  });

  it('must leave one another room', () => {
    expect(ticksFit(axis, 600)).toBe(true);
    expect(ticksFit(axis, 260)).toBe(false);
    expect(ticksFit({ ...axis, ticks: besideLast(axis, 260) }, 260)).toBe(true);
  });
});
