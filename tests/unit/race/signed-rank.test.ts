import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signedRank } from '../../../src/race/signed-rank.ts';

/** Two-sided p by trying every sign of every difference that is not 0. */
function byEnumeration(differences: readonly number[]): number {
  const sizes = differences.map(Math.abs);
  const ranks = sizes.map((size) => {
    const smaller = sizes.filter((other) => other < size).length;
    const equal = sizes.filter((other) => other === size).length;
    return smaller + (equal + 1) / 2;
  });
  const nonZeroRanks = ranks.filter((_, i) => differences[i] !== 0);
  const sum = (signs: number) =>
    nonZeroRanks.reduce((total, rank, i) => total + ((signs >> i) & 1 ? rank : -rank), 0);
  const seen = Math.abs(
    ranks.reduce((total, rank, i) => total + Math.sign(differences[i] as number) * rank, 0),
  );
  const all = Array.from({ length: 2 ** nonZeroRanks.length }, (_, signs) => Math.abs(sum(signs)));
  return all.filter((total) => total >= seen).length / all.length;
}

describe('signedRank', () => {
  it.each([
    // of 2ⁿ ways to sign the ranks those whose smaller sum is 0, 1 or 3: tables of the signed-rank statistic
    [[1, 2, 3, 4, 5, 6, 7], 2 / 2 ** 7],
    [[-1, 2, 3, 4, 5, 6, 7], 4 / 2 ** 7],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 2 / 2 ** 10],
    [[-1, -2, 3, 4, 5, 6, 7, 8, 9, 10], 10 / 2 ** 10],
  ])('of %j gives the exact p', (differences, p) => {
    expect(signedRank(differences).p).toBeCloseTo(p, 14);
  });

  it('gives zeros their ranks and leaves them out of the sum, as Pratt has it', () => {
    // of |0 0 1 2 3| the ranks are 1.5 1.5 3 4 5: all of one sign, one way in eight, and its mirror image
    expect(signedRank([0, 0, 1, 2, 3])).toEqual({ p: 2 / 8, sign: 1 });
    // −1 has rank 3 against 4 + 5: of the eight sums 3 and what is as far from 6 are two each way
    expect(signedRank([0, 0, -1, 2, 3]).p).toBe(byEnumeration([0, 0, -1, 2, 3]));
  });

  it('takes what is not finite as larger than any number', () => {
    expect(signedRank([-1, -2, -3, -4, Number.NEGATIVE_INFINITY])).toEqual(signedRank([-1, -2, -3, -4, -5]));
    const even = signedRank([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
    expect(even).toEqual({ p: 1, sign: 0 });
  });

  it('finds nothing where there is none', () => {
    expect(signedRank([])).toEqual({ p: 1, sign: 0 });
    expect(signedRank([0, 0, 0])).toEqual({ p: 1, sign: 0 });
  });

  it('counts as an enumeration of all signs does, with ties and zeros', () => {
    const few = fc.integer({ min: -4, max: 4 });
    fc.assert(
      fc.property(fc.array(few, { minLength: 1, maxLength: 11 }), (differences) => {
        expect(signedRank(differences).p).toBeCloseTo(byEnumeration(differences), 12);
      }),
      { numRuns: 60 },
    );
  });

  it('turned round favours the other, at the same p', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { maxLength: 25 }), (differences) => {
        const outcome = signedRank(differences);
        const turned = signedRank(differences.map((difference) => 0 - difference));
        expect(turned.p).toBe(outcome.p);
        expect(turned.sign + outcome.sign).toBe(0);
      }),
    );
  });

  it('refuses what is not a number', () => {
    expect(() => signedRank([1, Number.NaN])).toThrow('difference 1 must be a number');
  });
});
