import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median } from '../../../src/core/median.ts';
import { bandText } from '../../../src/messages/race-figures.ts';
import { alignCurves, Band, bandMeaning, bandRanks } from '../../../src/race/bands.ts';
import { MedianResamples } from '../../../src/race/bootstrap.ts';
import { en, zh } from '../../support/translator.ts';

const curve = (values: ArrayLike<number>, diverged = false) => ({ values, diverged });

/** The bootstrap interval of the median of 0 to n − 1, whose values are their ranks: against zeros it is its own. */
function resampled(n: number) {
  const values = Array.from({ length: n }, (_, i) => i);
  const zeros = values.map(() => 0);
  const lanes = [values, zeros].map((of) => ({ from: of, by: of }));
  return new MedianResamples(lanes).interval(0, 1, 'difference');
}

function bandOf(curves: readonly ArrayLike<number>[]): Band {
  const band = new Band();
  band.follow(curves.map((values) => curve(values)));
  return band;
}

describe('bandRanks', () => {
  it.each([
    [1, 0, 0],
    [3, 0, 2],
    [4, 0, 3],
    [5, 0, 4],
    [6, 0, 5],
    [7, 1, 5], // P(Bin(7, 1/7) ≥ 4) = 1.0 % is under 2.5 %, P(Bin(7, 2/7) ≥ 4) = 9 % is not
    [9, 1, 7],
    [15, 3, 11],
  ])('of %d seeds are %d and %d', (n, low, high) => {
    expect(bandRanks(n)).toEqual({ low, high });
  });

  it('are those that resampling finds, for odd counts', () => {
    for (const n of [5, 7, 9, 11, 15, 21]) {
      expect(resampled(n), `n = ${n}`).toEqual(bandRanks(n));
    }
  });

  it('are never narrower than resampling for even counts', () => {
    for (const n of [6, 8, 10, 20]) {
      const interval = resampled(n);
      const { low, high } = bandRanks(n);
      expect(low, `n = ${n}`).toBeLessThanOrEqual(interval.low);
      expect(high, `n = ${n}`).toBeGreaterThanOrEqual(interval.high);
    }
  });
});

describe('Band', () => {
  it('is the median between smallest and largest of three seeds', () => {
    const band = bandOf([
      [3, 1],
      [1, 2],
      [2, 9],
    ]);
    expect([[...band.median], [...band.low], [...band.high]]).toEqual([
      [2, 2],
      [1, 1],
      [3, 9],
    ]);
  });

  it('ends where the shortest seed stands', () => {
    expect(bandOf([[1, 2, 3], [4]]).length).toBe(1);
    expect(bandOf([]).length).toBe(0);
  });

  it('counts a seed that diverged as worse than any number from there on', () => {
    const band = new Band();
    band.follow([curve([1, 2, 3]), curve([2, Number.NaN], true), curve([3, 4, 5])]);
    expect([...band.median]).toEqual([2, 4, 5]);
    expect([...band.high]).toEqual([3, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
    const accuracy = new Band(Number.NEGATIVE_INFINITY);
    accuracy.follow([curve([0.8, 0.9]), curve([0.7], true), curve([0.6, 0.7])]);
    expect([...accuracy.median]).toEqual([0.7, 0.7]);
    expect([...accuracy.low]).toEqual([0.6, Number.NEGATIVE_INFINITY]);
  });

  it('goes on to the last value where every seed diverged', () => {
    const band = new Band();
    band.follow([curve([1, 2], true), curve([1], true)]);
    expect([...band.median]).toEqual([1, Number.POSITIVE_INFINITY]);
  });

  it('is the same however the values arrive, a divergence on the way included', () => {
    const column = fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(
        fc.array(column, { minLength: 1, maxLength: 7 }),
        fc.integer({ min: 1, max: 9 }),
        (all, chunk) => {
          const longest = Math.max(...all.map(({ length }) => length));
          const at = (end: number) =>
            all.map((values) => curve(values.slice(0, end), values.length < longest && end >= values.length));
          const growing = new Band();
          for (let end = 0; end < longest + chunk; end += chunk) growing.follow(at(end));
          const whole = new Band();
          whole.follow(at(longest + chunk));
          expect([...growing.median]).toEqual([...whole.median]);
          expect([...growing.low]).toEqual([...whole.low]);
          expect([...growing.high]).toEqual([...whole.high]);
          const first = all.map((values) => values[0] as number);
          expect(whole.median[0]).toBe(median(first));
        },
      ),
    );
  });

  it('starts anew with another seed', () => {
    const band = bandOf([[1, 2, 3]]);
    band.follow([curve([1, 2, 3]), curve([3])]);
    expect([band.n, ...band.median]).toEqual([2, 2]);
  });

  it('takes five seeds of 20 000 steps in under 50 ms of CPU time', () => {
    const seeds = Array.from({ length: 5 }, (_, s) =>
      Float32Array.from({ length: 20_000 }, (_, i) => Math.sin(i * 0.01 + s)),
    );
    const elapsed = Array.from({ length: 5 }, () => {
      const start = process.cpuUsage();
      bandOf(seeds);
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000;
    });
    expect(Math.min(...elapsed)).toBeLessThan(50);
  });
});

describe('alignCurves', () => {
  it('keeps the steps at which all seeds were evaluated', () => {
    const { steps, curves } = alignCurves([
      { steps: [50, 100, 150], values: [1, 2, 3], diverged: false },
      { steps: [50, 100, 120], values: [4, 5, 6], diverged: false },
    ]);
    expect([...steps]).toEqual([50, 100]);
    expect(curves.map(({ values }) => Array.from(values))).toEqual([
      [1, 2],
      [4, 5],
    ]);
  });

  it('goes on past a seed that diverged', () => {
    const { steps, curves } = alignCurves([
      { steps: [50, 100, 150], values: [1, 2, 3], diverged: false },
      { steps: [50], values: [4], diverged: true },
      { steps: [], values: [], diverged: true },
    ]);
    expect([...steps]).toEqual([50, 100, 150]);
    expect(curves.map(({ values }) => values.length)).toEqual([3, 1, 0]);
  });
});

describe('bandMeaning', () => {
  it.each([
    [0, 'no seed yet', '尚无种子'],
    [1, 'one seed', '单个种子'],
    [3, 'median, min–max, n = 3', '中位数，最小–最大，n = 3'],
    [6, 'median, min–max, n = 6', '中位数，最小–最大，n = 6'],
    [7, 'median, 95\u202f% CI, n = 7', '中位数，95% 置信区间，n = 7'],
  ])('at n = %d says %s', (n, text, chinese) => {
    expect(bandText(en, bandMeaning(n), true)).toBe(text);
    expect(bandText(zh, bandMeaning(n), true)).toBe(chinese);
  });
});
