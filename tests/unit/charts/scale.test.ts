import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accuracyDomain,
  decadeTicks,
  extent,
  linearAround,
  linearTicks,
  logTicks,
  lossDomain,
  rateDomain,
  roundDown,
  roundUp,
} from '../../../src/ui/charts/engine/scale.ts';

describe('roundUp and roundDown', () => {
  it('go to the next round number outward', () => {
    expect([1240, 1500, 1501, 0.26, 0.3, 7, 0.0063].map((value) => roundUp(value))).toEqual([
      1500, 1500, 2000, 0.3, 0.3, 8, 0.008,
    ]);
    expect([1240, 1500, 0.26, 0.1, 0.099].map((value) => roundDown(value))).toEqual([
      1000, 1500, 0.25, 0.1, 0.08,
    ]);
  });

  it('bracket every value within a factor of two', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e12, noNaN: true }), (value) => {
        expect(roundUp(value)).toBeGreaterThanOrEqual(value * (1 - 1e-9));
        expect(roundUp(value)).toBeLessThanOrEqual(value * 2);
        expect(roundDown(value)).toBeLessThanOrEqual(value * (1 + 1e-9));
        expect(roundDown(value)).toBeGreaterThanOrEqual(value / 2);
      }),
    );
  });
});

describe('linearTicks', () => {
  it('are multiples of 1, 2 or 5', () => {
    expect(linearTicks([0, 2000], 6)).toEqual([0, 500, 1000, 1500, 2000]);
    expect(linearTicks([0.7, 0.9], 5)).toEqual([0.7, 0.75, 0.8, 0.85, 0.9]);
    expect(linearTicks([560, 760], 4)).toEqual([600, 650, 700, 750]);
  });

  it('come no closer than asked', () => {
    expect(linearTicks([0, 3], 10, 1)).toEqual([0, 1, 2, 3]);
  });

  it('lie inside the domain, evenly, and not more than asked', () => {
    const domain = fc.tuple(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
    );
    fc.assert(
      fc.property(domain, fc.integer({ min: 2, max: 12 }), ([low, span], count) => {
        const ticks = linearTicks([low, low + span], count);
        expect(ticks.length).toBeLessThanOrEqual(count + 1);
        for (const tick of ticks) {
          expect(tick).toBeGreaterThanOrEqual(low - span * 1e-6);
          expect(tick).toBeLessThanOrEqual(low + span * (1 + 1e-6));
        }
      }),
    );
  });
});

describe('logTicks', () => {
  it('are 1, 2 and 5 of each decade', () => {
    expect(logTicks([0.1, 3], 10)).toEqual([0.1, 0.2, 0.5, 1, 2]);
  });

  it('are whole decades over a wide domain', () => {
    expect(logTicks([1e-3, 1e3], 8)).toEqual([1e-3, 1e-2, 0.1, 1, 10, 100, 1000]);
    expect(logTicks([1e-6, 1e6], 5)).toEqual([1e-6, 1e-3, 1, 1e3, 1e6]);
  });

  it('are more in less than a decade, and evenly spaced values in less than half of one', () => {
    expect(logTicks([0.15, 0.75], 8)).toEqual([0.15, 0.2, 0.3, 0.5, 0.7]);
    expect(logTicks([0.2, 0.4], 5)).toEqual([0.2, 0.25, 0.3, 0.35, 0.4]);
  });
});

describe('lossDomain', () => {
  const falling = { raw: [[2.3, 0.5, 0.21]], smoothed: [[2.3, 0.8, 0.3]], start: 2.3 };

  it('stands before anything is measured', () => {
    const nothing = { raw: [], smoothed: [], start: null };
    expect(lossDomain(nothing, true, false)).toEqual([1, 3]);
    expect(lossDomain(nothing, false, false)).toEqual([0, 3]);
    expect(lossDomain({ ...nothing, start: Math.log(2) }, true, false)).toEqual([0.3, 1]);
  });

  it('does not move for the first losses', () => {
    const first = { raw: [[2.31, 2.1, 2.4]], smoothed: [[2.31, 2.2]], start: 2.31 };
    expect(lossDomain(first, true, false)).toEqual([1, 3]);
    expect(lossDomain(first, false, false)).toEqual([0, 3]);
  });

  it('follows a loss down, so that the smoothed line has more than half of the plot', () => {
    expect(lossDomain(falling, true, false)).toEqual([0.2, 3]);
    expect(lossDomain(falling, false, false)).toEqual([0, 3]);
    const share = (lowest: number): number => {
      const raw = [[2.3, lowest / 5]];
      const [low, high] = lossDomain({ raw, smoothed: [[2.3, lowest]], start: 2.3 }, true, false);
      return Math.log(2.3 / lowest) / Math.log(high / low);
    };
    for (const lowest of [0.5, 0.3, 0.1, 0.03, 0.01]) expect(share(lowest)).toBeGreaterThan(0.5);
  });

  it('moves a few times only while a loss falls tenfold, and never back', () => {
    const raw: number[] = [];
    const lows: number[] = [];
    for (let step = 0; step < 500; step++) {
      raw.push(2.3 * 0.1 ** (step / 500));
      const [low] = lossDomain({ raw: [raw], smoothed: [raw], start: 2.3 }, true, false);
      if (low !== lows.at(-1)) lows.push(low);
    }
    expect(lows).toEqual([1, 0.7, 0.5, 0.3, 0.2]);
  });

  it('keeps an ordinary spike whole', () => {
    expect(lossDomain({ ...falling, raw: [[2.3, 12, 0.21]] }, true, false)).toEqual([0.2, 15]);
  });

  it('lets a loss of 1e30 leave through the top', () => {
    const diverging = {
      raw: [[2.3, 0.4, 1e30, Number.NaN]],
      smoothed: [[2.3, 0.5, 1e29, Number.NaN]],
      start: 2.3,
    };
    expect(lossDomain(diverging, true, false)).toEqual([0.3, 3]);
    expect(lossDomain(diverging, false, false)).toEqual([0, 3]);
  });

  it('lets a single tiny loss leave through the bottom of a log axis', () => {
    expect(
      lossDomain({ ...falling, raw: [[2.3, 1e-9, 0.14]], smoothed: [[2.3, 0.25]] }, true, false),
    ).toEqual([0.1, 3]);
  });

  it('takes no loss of zero or below on a log axis', () => {
    const [low] = lossDomain({ raw: [[2.3, 0, -1]], smoothed: [[2.3, 0, -1]], start: 2.3 }, true, false);
    expect(low).toBe(1);
  });

  it('fits what is in view when zoomed', () => {
    const late = { raw: [[0.31, 0.22, 0.38]], smoothed: [[0.3, 0.29]], start: 2.3 };
    expect(lossDomain(late, true, true)).toEqual([0.2, 0.4]);
    expect(lossDomain(late, false, true)).toEqual([0.2, 0.4]);
  });

  it('shows a run that has only huge losses in view', () => {
    const [low, high] = lossDomain({ raw: [[1e12, 5e12]], smoothed: [[1e12, 3e12]], start: 2.3 }, true, true);
    expect(low).toBeLessThanOrEqual(1e12);
    expect(high).toBeGreaterThanOrEqual(5e12);
  });

  it('is a proper interval, above 0 on a log axis, whatever is measured', () => {
    const anything = fc.array(fc.float(), { maxLength: 30 });
    fc.assert(
      fc.property(anything, fc.boolean(), fc.boolean(), (values, log, zoomed) => {
        const [low, high] = lossDomain({ raw: [values], smoothed: [values], start: 2.3 }, log, zoomed);
        expect(low).toBeLessThan(high);
        if (log) expect(low).toBeGreaterThan(0);
        expect(Number.isFinite(low) && Number.isFinite(high)).toBe(true);
      }),
    );
  });
});

describe('linearAround', () => {
  it('holds both ends on round numbers, and is never empty', () => {
    expect(linearAround(0.22, 0.38)).toEqual([0.2, 0.4]);
    expect(linearAround(0.5, 0.5)).toEqual([0.5, 0.55]);
  });
});

describe('accuracyDomain', () => {
  it('stands around the target before anything is measured', () => {
    expect(accuracyDomain([], 0.88, false)).toEqual([0.7, 0.9]);
    expect(accuracyDomain([], 0.97, false)).toEqual([0.8, 1]);
    expect(accuracyDomain([], null, false)).toEqual([0.5, 0.95]);
  });

  it('grows for what is measured', () => {
    expect(accuracyDomain([0.1, 0.62, 0.913], 0.88, false)).toEqual([0.1, 0.95]);
  });

  it('uses the plot for what was measured and the target', () => {
    expect(accuracyDomain([0.86, 0.97], null, false)).toEqual([0.8, 1]);
    expect(accuracyDomain([0.12, 0.41], null, false)).toEqual([0.1, 0.45]);
    expect(accuracyDomain([0.86, 0.97], 0.8, false)).toEqual([0.7, 1]);
    expect(accuracyDomain([0.999, 1], null, false)).toEqual([0.9, 1]);
  });

  it('never passes 0 or 1', () => {
    expect(accuracyDomain([0, 1], 0.5, false)).toEqual([0, 1]);
  });

  it('fits what is in view when zoomed', () => {
    expect(accuracyDomain([0.882, 0.894], 0.97, true)).toEqual([0.88, 0.895]);
  });
});

describe('extent', () => {
  it('passes over what is not finite or out of bounds', () => {
    expect(extent([[3, Number.NaN, 1], [Number.POSITIVE_INFINITY]])).toEqual([1, 3]);
    expect(extent([[0, 2, 50]], 1e-12, 10)).toEqual([2, 2]);
    expect(extent([[Number.NaN]])).toBeNull();
  });
});

describe('rateDomain', () => {
  it('is linear from 0 where lanes are set to much the same', () => {
    expect(rateDomain([0.02, 0.05], [0, 0.05])).toEqual({ domain: [0, 0.05], log: false });
    expect(rateDomain([0.02, 0], [0, 0.021])).toEqual({ domain: [0, 0.025], log: false });
    expect(rateDomain([], [0, 0])).toEqual({ domain: [0, 1], log: false });
  });

  it('is logarithmic where they differ tenfold, and shows the smallest', () => {
    expect(rateDomain([0.02, 10], [0.02, 10])).toEqual({ domain: [0.01, 10], log: true });
    expect(rateDomain([0.003, 0.03], [1e-6, 0.03])).toEqual({ domain: [0.0001, 0.1], log: true });
    expect(rateDomain([0.02, 500], [0.02, 500]).domain).toEqual([0.01, 1000]);
  });
});

describe('decadeTicks', () => {
  it('has both ends, and decades between them where they fit and are even', () => {
    expect(decadeTicks([0.01, 10], 4)).toEqual([0.01, 0.1, 1, 10]);
    expect(decadeTicks([0.01, 10], 3)).toEqual([0.01, 10]);
    expect(decadeTicks([0.01, 100], 3)).toEqual([0.01, 1, 100]);
    expect(decadeTicks([1, 10], 2)).toEqual([1, 10]);
  });
});
