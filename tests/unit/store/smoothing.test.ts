import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Smoothing, smoothed } from '../../../src/store/smoothing.ts';

function all(weight: number, values: readonly number[]): number[] {
  const smoothing = new Smoothing(weight);
  smoothing.follow(values);
  return [...smoothing.values];
}

/** TensorBoard's rule, written out over the whole list. */
function direct(weight: number, values: readonly number[]): number[] {
  let last = 0;
  let finite = 0;
  return values.map((value) => {
    if (!Number.isFinite(value)) return value;
    last = last * weight + (1 - weight) * value;
    finite++;
    return last / (1 - weight ** finite);
  });
}

const anyLoss = fc.oneof(
  fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
);

describe('Smoothing', () => {
  it('is the debiased moving average, by hand', () => {
    // s = 0.5: last = 1, 2.5, 3.25 ; shown = 1/0.5, 2.5/0.75, 3.25/0.875
    expect(all(0.5, [2, 4, 4])).toEqual([2, 2.5 / 0.75, 3.25 / 0.875]);
  });

  it('shows the values themselves at weight 0', () => {
    expect(all(0, [3, 1, 2])).toEqual([3, 1, 2]);
  });

  it('starts at the first value however heavy the weight', () => {
    expect(all(0.999, [2.3])[0]).toBeCloseTo(2.3, 12);
  });

  it('passes what is not finite through and does not count it', () => {
    const shown = all(0.5, [2, Number.NaN, 4, Number.POSITIVE_INFINITY]);
    expect(shown[1]).toBeNaN();
    expect(shown[2]).toBe(2.5 / 0.75);
    expect(shown[3]).toBe(Number.POSITIVE_INFINITY);
  });

  it('refuses a weight of 1, which would divide by zero', () => {
    expect(() => new Smoothing(1)).toThrow(RangeError);
    expect(() => new Smoothing(Number.NaN)).toThrow(RangeError);
  });

  it('agrees with the rule applied to the whole list, however the values arrive', () => {
    fc.assert(
      fc.property(
        fc.array(anyLoss, { maxLength: 200 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.integer({ min: 1, max: 50 }),
        (values, weight, chunk) => {
          const smoothing = new Smoothing(weight);
          for (let end = chunk; end < values.length + chunk; end += chunk)
            smoothing.follow(values.slice(0, end));
          const expected = direct(weight, values);
          expect(smoothing.length).toBe(values.length);
          smoothing.values.forEach((value, i) => {
            const expectedValue = expected[i] ?? Number.NaN;
            if (Number.isFinite(expectedValue))
              expect(Math.abs(value - expectedValue)).toBeLessThanOrEqual(1e-9 * Math.abs(expectedValue));
            else expect(value).toBe(expectedValue);
          });
        },
      ),
    );
  });

  it('stays between the smallest and the largest value so far', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 1 }), (values) => {
        all(0.9, values).forEach((value, i) => {
          const so = values.slice(0, i + 1);
          expect(value).toBeGreaterThanOrEqual(Math.min(...so) - 1e-9);
          expect(value).toBeLessThanOrEqual(Math.max(...so) + 1e-9);
        });
      }),
    );
  });
});

describe('smoothed', () => {
  it('touches only the values that have come since it was last asked', () => {
    let reads = 0;
    const column = new Proxy([1, 2, 3] as number[], {
      get(target, key) {
        if (typeof key === 'string' && /^\d+$/.test(key)) reads++;
        return Reflect.get(target, key);
      },
    });
    const owner = {};
    smoothed(owner, column, 0.9);
    expect(reads).toBe(3);
    column.push(4);
    reads = 0;
    expect(smoothed(owner, column, 0.9)).toHaveLength(4);
    expect(reads).toBe(1);
  });

  it('starts anew with another weight', () => {
    const owner = {};
    expect([...smoothed(owner, [2, 4], 0.5)]).toEqual([2, 2.5 / 0.75]);
    expect([...smoothed(owner, [2, 4], 0)]).toEqual([2, 4]);
  });
});
