import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attend } from '../../../src/optim/custom-ops/attention.ts';
import { Guard } from '../../../src/optim/custom-ops/guard.ts';
import { orthogonalize } from '../../../src/optim/custom-ops/newton-schulz.ts';
import { groupOf, matrixShape } from '../../../src/optim/groups.ts';

const number = fc.double({ min: -2, max: 2, noNaN: true });
const gradient = (length: number) =>
  fc.array(number, { minLength: length, maxLength: length }).map((values) => Float64Array.from(values));

describe('attention', () => {
  it('leaves the first gradient as it is', () => {
    expect(attend([], Float64Array.of(1, 2, 3), 2, 1)).toEqual(Float64Array.of(1, 2, 3));
  });

  it('leaves equal gradients as they are', () => {
    const g = Float64Array.of(0.5, -1, 2);
    for (const value of attend([g, g, g], g, 2, 1).map((x, i) => x / (g[i] ?? 0)))
      expect(value).toBeCloseTo(1, 14);
  });

  it('at a high temperature is the mean, at a low one the most alike: itself', () => {
    const past = [Float64Array.of(1, 0), Float64Array.of(0, -1)];
    const current = Float64Array.of(2, 1);
    expect([...attend(past, current, 64, 1e9)]).toEqual([expect.closeTo(1, 6), expect.closeTo(0, 6)]);
    expect([...attend(past, current, 64, 1e-3)]).toEqual([expect.closeTo(2, 6), expect.closeTo(1, 6)]);
  });

  it('stays between the smallest and the largest kept value', () => {
    fc.assert(
      fc.property(fc.array(gradient(5), { minLength: 1, maxLength: 5 }), gradient(5), (past, current) => {
        attend(past, current, 2, 0.7).forEach((value, i) => {
          const seen = [...past, current].map((values) => values[i] ?? Number.NaN);
          expect(value).toBeGreaterThanOrEqual(Math.min(...seen) - 1e-12);
          expect(value).toBeLessThanOrEqual(Math.max(...seen) + 1e-12);
        });
      }),
    );
  });
});

describe('Newton–Schulz', () => {
  it('does not mind the length of what it is given', () => {
    const g = Float64Array.of(1, 2, 3, -1, 0.5, 2);
    const one = orthogonalize(g, [2, 3], 5);
    const thousand = orthogonalize(
      g.map((value) => value * 1000),
      [2, 3],
      5,
    );
    for (const [i, value] of one.entries()) expect(thousand[i]).toBeCloseTo(value, 6);
  });

  it('takes the singular values of a diagonal to about 1, scaled by √(cols/rows) where wide', () => {
    const wide = orthogonalize(Float64Array.of(3, 0, 0, 0, 0, 1, 0, 0), [2, 4], 5);
    expect(Math.abs((wide[0] ?? 0) / Math.SQRT2 - 1)).toBeLessThan(0.35);
    expect(Math.abs((wide[5] ?? 0) / Math.SQRT2 - 1)).toBeLessThan(0.35);
    expect(wide[1]).toBe(0);
    const tall = orthogonalize(Float64Array.of(3, 0, 0, 1, 0, 0, 0, 0), [4, 2], 5);
    expect(tall[0]).toBeCloseTo((wide[0] ?? 0) / Math.SQRT2, 12);
  });

  it('leaves no gradient as it is', () => {
    expect(orthogonalize(new Float64Array(4), [2, 2], 5)).toEqual(new Float64Array(4));
  });
});

describe('the guard', () => {
  it('watches for what is not finite from the start, for the median from the ninth accepted value', () => {
    const guard = new Guard(31);
    expect(guard.accepts({ norm: Number.NaN }, 2)).toBe(false);
    for (let i = 0; i < 7; i++) expect(guard.accepts({ norm: 1 }, 2)).toBe(true);
    expect(guard.accepts({ norm: 100 }, 2)).toBe(true);
    expect(guard.accepts({ norm: 2.01 }, 2)).toBe(false);
    expect(guard.accepts({ norm: 2 }, 2)).toBe(true);
    expect(guard.accepts({ norm: Number.POSITIVE_INFINITY }, 2)).toBe(false);
  });

  it('remembers neither value of a step refused for one of them', () => {
    const guard = new Guard(8);
    for (let i = 0; i < 8; i++) guard.accepts({ norm: 1, loss: 1 }, 2);
    expect(guard.accepts({ norm: 1.9, loss: 9 }, 2)).toBe(false);
    expect(guard.accepts({ norm: 9, loss: 1.9 }, 2)).toBe(false);
    expect(guard.accepts({ norm: 2.1, loss: 1 }, 2)).toBe(false);
    expect(guard.accepts({ norm: 1, loss: 2.1 }, 2)).toBe(false);
    expect(guard.accepts({ norm: 2, loss: 2 }, 2)).toBe(true);
  });

  it('refuses a window in which no median would ever count', () => {
    expect(() => new Guard(7)).toThrow('at least 8 values, got 7');
  });

  it('forgets what is older than its window', () => {
    const guard = new Guard(9);
    for (let i = 0; i < 9; i++) guard.accepts({ norm: 8 }, 2);
    for (let i = 0; i < 4; i++) guard.accepts({ norm: 1 }, 2);
    expect(guard.accepts({ norm: 9 }, 2)).toBe(true);
    for (let i = 0; i < 4; i++) guard.accepts({ norm: 1 }, 2);
    expect(guard.accepts({ norm: 9 }, 2)).toBe(false);
  });
});

describe('groups', () => {
  it.each([
    ['matrix', [3, 3, 8, 16], 'matrices'],
    ['matrix', [64, 10], 'matrices'],
    ['head', [64, 10], 'others'],
    ['embedding', [64, 10], 'others'],
    ['vector', [16], 'others'],
  ] as const)('%s %j is one of the %s', (role, shape, group) => {
    expect(groupOf({ role, shape })).toBe(group);
  });

  it('goes by the dimensions of a parameter that is of no network', () => {
    expect(groupOf({ shape: [4, 2] })).toBe('matrices');
    expect(groupOf({ shape: [4] })).toBe('others');
  });

  it('sees a kernel as inputs by outputs', () => {
    expect(matrixShape([3, 3, 8, 16])).toEqual([72, 16]);
    expect(matrixShape([64, 10])).toEqual([64, 10]);
  });
});
