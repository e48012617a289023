import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median } from '../../../src/core/median.ts';
import type { BootstrapOptions } from '../../../src/race/bootstrap.ts';
import { MedianResamples } from '../../../src/race/bootstrap.ts';
import type { Bounds, Contrast } from '../../../src/race/statistics.ts';
import { contrastOfMedians } from '../../../src/race/statistics.ts';

const dnf = Number.POSITIVE_INFINITY;

const exactly = (values: readonly number[]) => ({ from: values, by: values });

/** What the contrast can be, and its interval. */
function pairedEstimate(lane: Bounds, baseline: Bounds, contrast: Contrast, options?: BootstrapOptions) {
  return {
    range: contrastOfMedians(lane, baseline, contrast),
    interval: new MedianResamples([lane, baseline], options).interval(0, 1, contrast),
  };
}

/** Of steps that are known exactly, as where every step is followed by an evaluation. */
function pairedRatio(lane: readonly number[], baseline: readonly number[], options?: BootstrapOptions) {
  return pairedEstimate(exactly(lane), exactly(baseline), 'ratio', options);
}

/** Every ordered draw of n out of n with replacement. */
function draws(n: number): number[][] {
  let all: number[][] = [[]];
  for (let i = 0; i < n; i++) all = all.flatMap((d) => Array.from({ length: n }, (_, j) => [...d, j]));
  return all;
}

describe('median', () => {
  it.each([
    [[3], 3],
    [[3, 1], 2],
    [[5, 1, 3], 3],
    [[4, 1, 3, 2], 2.5],
    [[1, dnf, 2], 2],
    [[1, dnf], dnf],
    [[dnf, dnf], dnf],
    [[1, 2, dnf, dnf], dnf],
  ])('of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  it('leaves its input alone and does not care for order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 }), (values) => {
        const before = [...values];
        const middle = median(values);
        expect(values).toEqual(before);
        expect(median([...values].reverse())).toBe(middle);
        expect(values.filter((v) => v < middle).length).toBeLessThanOrEqual(values.length / 2);
        expect(values.filter((v) => v > middle).length).toBeLessThanOrEqual(values.length / 2);
      }),
    );
  });

  it('refuses no values, and what is not a number', () => {
    expect(() => median([])).toThrow('at least one value');
    expect(() => median([1, Number.NaN])).toThrow('value 1 must be a number');
  });
});

describe('the contrast of two medians as a ratio', () => {
  it('is the lane’s median steps over the baseline’s', () => {
    const { range, interval } = pairedRatio([200, 200, 200, 200, 200], [1000, 1000, 1000, 1000, 1000]);
    expect(range).toEqual({ low: 0.2, high: 0.2 });
    expect(interval).toEqual({ low: 0.2, high: 0.2 });
  });

  it('keeps seeds paired: a constant ratio has no spread however the seeds differ', () => {
    const baseline = [100, 300, 500, 900, 2000];
    const { interval } = pairedRatio(
      baseline.map((r) => r / 2),
      baseline,
    );
    expect(interval).toEqual({ low: 0.5, high: 0.5 });
  });

  it('agrees with all 27 resamples of three pairs', () => {
    const lane = [100, 150, 400];
    const baseline = [200, 500, 300];
    const all = draws(3)
      .map((d) => median(d.map((i) => lane[i] as number)) / median(d.map((i) => baseline[i] as number)))
      .sort((a, b) => a - b);
    // 7 of 27 resamples hold the first seed twice or more (100/200), 6 hold every seed once (150/300)
    expect(all.filter((r) => r === 0.5)).toHaveLength(13);
    const { range, interval } = pairedRatio(lane, baseline);
    expect(range).toEqual({ low: 0.5, high: 0.5 });
    // shares left out that lie at least 2 % away from a jump of the distribution, five standard errors of 10 000 draws
    for (const level of [0.95, 0.6, 0.3]) {
      const tail = (1 - level) / 2;
      const low = all[Math.floor(tail * 27)];
      const high = all[26 - Math.floor(tail * 27)];
      expect(pairedRatio(lane, baseline, { level }).interval, String(level)).toEqual({ low, high });
    }
    expect(interval).toEqual({ low: all[0], high: all[26] });
  });

  it('at five seeds holds the ratio of every seed', () => {
    const steps = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(steps, steps, (lane, baseline) => {
        const { low, high } = pairedRatio(lane, baseline).interval;
        lane.forEach((steps, i) => {
          const ratio = steps / (baseline[i] as number);
          expect(ratio).toBeGreaterThanOrEqual(low);
          expect(ratio).toBeLessThanOrEqual(high);
        });
      }),
      { numRuns: 50 },
    );
  });

  it('turned round is the reciprocal', () => {
    const lane = [120, 150, 90, 200, 160, 130, 110];
    const baseline = [200, 260, 190, 250, 300, 210, 240];
    const { low, high } = pairedRatio(lane, baseline).interval;
    const turned = pairedRatio(baseline, lane).interval;
    expect(1 / turned.low).toBeCloseTo(high, 12);
    expect(1 / turned.high).toBeCloseTo(low, 12);
  });

  it('takes a seed that did not finish as worse than any number', () => {
    const all = [300, 310, 320, 330, 340];
    expect(pairedRatio(all, [dnf, dnf, dnf, dnf, dnf])).toEqual({
      range: { low: 0, high: 0 },
      interval: { low: 0, high: 0 },
    });
    const some = pairedRatio(all, [600, 620, dnf, 660, 680]);
    expect(some.range).toEqual({ low: 320 / 660, high: 320 / 660 });
    expect(some.interval.low).toBe(0);
    expect(some.interval.high).toBeLessThan(1);
  });

  it('lets resamples in which neither finishes widen both ends', () => {
    const { range, interval } = pairedRatio([dnf, dnf, dnf], [dnf, dnf, dnf]);
    expect(range).toEqual({ low: 0, high: dnf });
    expect(interval).toEqual({ low: 0, high: dnf });
    expect(pairedRatio([100, 100, 100, 100, dnf], [200, 200, 200, 200, dnf]).interval).toEqual({
      low: 0,
      high: dnf,
    });
  });

  it('refuses what is not paired, and steps that are none', () => {
    expect(() => pairedRatio([1, 2], [1])).toThrow('seeds must be paired, got 2 and 1');
    expect(() => pairedRatio([0], [1])).toThrow('steps must be above 0, got 0');
    expect(() => pairedRatio([], [])).toThrow('at least one value');
  });
});

describe('the contrast of two medians known within bounds', () => {
  const bounds = (by: number[], every: number) => ({ from: by.map((step) => step - every + 1), by });

  it('of five seeds at 150 against 200, looked at every 50 steps, says no more than that it is from a half to one', () => {
    const [lane, baseline] = [Array(5).fill(150), Array(5).fill(200)];
    const all = { low: 101 / 200, high: 150 / 151 };
    expect(pairedEstimate(bounds(lane, 50), bounds(baseline, 50), 'ratio')).toEqual({
      range: all,
      interval: all,
    });
    expect(pairedRatio(lane, baseline).interval).toEqual({ low: 0.75, high: 0.75 }); // were every step looked at
  });

  it('is never closer than of the same steps known exactly', () => {
    const steps = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(steps, steps, fc.integer({ min: 1, max: 50 }), (a, b, every) => {
        const [lane, baseline] = [a, b].map((list) => list.map((count) => count * every)) as [
          number[],
          number[],
        ];
        const exact = pairedRatio(lane, baseline);
        const exactEstimate = pairedEstimate(bounds(lane, every), bounds(baseline, every), 'ratio');
        expect(exactEstimate.range.low).toBeLessThanOrEqual(exact.range.low);
        expect(exactEstimate.range.high).toBeGreaterThanOrEqual(exact.range.high);
        expect(exactEstimate.interval.low).toBeLessThanOrEqual(exact.interval.low);
        expect(exactEstimate.interval.high).toBeGreaterThanOrEqual(exact.interval.high);
        if (every === 1) expect(exactEstimate).toEqual(exact);
      }),
      { numRuns: 40 },
    );
  });

  it('holds final values against each other by their difference', () => {
    const { range, interval } = pairedEstimate(
      exactly([0.9, 0.8, 0.85]),
      exactly([0.7, 0.75, 0.8]),
      'difference',
    );
    expect(range.low).toBeCloseTo(0.1, 12);
    expect(interval.low).toBeCloseTo(0.05, 12);
    expect(interval.high).toBeCloseTo(0.2, 12);
  });
});
