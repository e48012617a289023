import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MedianResamples } from '../../../src/race/bootstrap.ts';
import type { Contrast } from '../../../src/race/statistics.ts';
import type { RaceTerms } from '../../../src/race/verdict.ts';
import { raceVerdict } from '../../../src/race/verdict.ts';
import { runOf } from './runs.ts';
import { slowInterval } from './slow-bootstrap.ts';

/** Steps to the target of 2 to 5 lanes over the same 1 to 25 seeds; null where it was missed. */
const raced = fc
  .tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 1, max: 25 }))
  .chain(([lanes, n]) => {
    const step = fc.option(fc.integer({ min: 1, max: 30 }), { freq: 4 });
    const seeds = fc.array(step, { minLength: n, maxLength: n });
    return fc.array(seeds, { minLength: lanes, maxLength: lanes });
  });

/** Steps that were looked at every so many: reached after the look before, and by this one. */
const boundsOf = (steps: readonly (number | null)[], every: number) => {
  const by = steps.map((step) => (step === null ? Number.POSITIVE_INFINITY : step * every));
  return { from: by.map((step) => step - every + 1), by };
};

describe('lanes resampled together', () => {
  it('have to the bit the intervals of pairs that are resampled one by one', () => {
    fc.assert(
      fc.property(
        raced,
        fc.integer({ min: 1, max: 50 }),
        fc.constantFrom(0.95, 0.6),
        (steps, every, level) => {
          const lanes = steps.map((of) => boundsOf(of, every));
          const options = { resamples: 200, level };
          const together = new MedianResamples(lanes, options);
          lanes.forEach((lane, a) => {
            lanes.forEach((baseline, b) => {
              for (const contrast of ['ratio', 'difference'] satisfies Contrast[]) {
                const slow = slowInterval(lane, baseline, contrast, options);
                expect(together.interval(a, b, contrast), `${a} ${b} ${contrast}`).toEqual(slow);
              }
            });
          });
        },
      ),
      { numRuns: 12 },
    );
  });

  it('are refused a level that leaves nothing, and lanes of other seeds', () => {
    const [three, two] = [boundsOf([1, 2, 3], 1), boundsOf([1, 2], 1)];
    expect(() => new MedianResamples([three], { level: 1 })).toThrow('a level between 0 and 1');
    expect(() => new MedianResamples([three], { resamples: 0 })).toThrow('resamples, got 0.95, 0');
    expect(() => new MedianResamples([three, two]).interval(0, 1, 'ratio')).toThrow(
      'seeds must be paired, got 3 and 2',
    );
  });
});

describe('a verdict', () => {
  const terms: RaceTerms = {
    target: { metric: 'validationAccuracy', value: 0.88 },
    evalEvery: 50,
    tuning: null,
    specs: [],
  };
  const a = [4, 5, 4, null, 6, 5, 4, 7, 5];
  const b = [6, 5, 7, 8, 6, 9, 6, null, 7];
  const never = [9, null, null, null, null, null, null, null, 8];

  it('has the intervals of its pairs to the bit, and none where a median missed the target', () => {
    const lanes = [a, b, never].map((steps) => ({
      runs: steps.map((step, i) => runOf(i + 1, step === null ? null : step * 50)),
    }));
    const { pairs } = raceVerdict(lanes, terms);
    const firstPair = pairs.find(({ lane, baseline }) => lane.lane === 0 && baseline.lane === 1);
    expect(firstPair?.interval).toEqual({
      ...slowInterval(boundsOf(a, 50), boundsOf(b, 50), 'ratio'),
      meaning: 'ci',
    });
    const others = pairs.filter(({ baseline }) => baseline.lane === 2);
    expect(others.map(({ estimate, interval }) => [estimate, interval])).toEqual([
      [null, null],
      [null, null],
    ]);
  });

  it('has those of differences of accuracies too, above 0 where the lane is the better', () => {
    const finals = [
      [0.91, 0.9, 0.94, 0.93, 0.92, 0.9, 0.95, 0.91],
      [0.9, 0.91, 0.9, 0.92, 0.9, 0.89, 0.9, 0.93],
    ] as const;
    const lanes = finals.map((of) => ({
      runs: of.map((final, i) => runOf(i + 1, null, 'finished', [final])),
    }));
    const { pairs } = raceVerdict(lanes, { ...terms, target: null });
    const [better, worse] = finals.map((of) => ({ from: of, by: of }));
    if (!better || !worse) throw new Error('no lanes');
    const { low, high } = slowInterval(better, worse, 'difference');
    expect(pairs[0]?.lane.lane).toBe(0);
    expect(pairs[0]?.interval).toEqual({ low, high, meaning: 'ci' });
    expect(high).toBeGreaterThan(0);
  });
});
