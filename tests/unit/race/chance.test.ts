import { describe, expect, it } from 'vitest';
import { chanceLoss, classShares, guessOn } from '../../../src/race/chance.ts';

/** The entropy of a smoothed label, written otherwise: ln C less what the label tells. */
function floorOf(classes: number, smoothing: number): number {
  const other = smoothing / classes;
  const classLoss = 1 - smoothing + other;
  const textOf = (q: number) => (q === 0 ? 0 : q * Math.log(q * classes));
  return Math.log(classes) - textOf(classLoss) - (classes - 1) * textOf(other);
}

describe('the loss of a guess', () => {
  it('is 98 % of ln C without label smoothing', () => {
    expect(chanceLoss(10, 0)).toBeCloseTo(0.98 * Math.log(10), 12);
    expect(chanceLoss(2, 0)).toBeCloseTo(0.98 * Math.LN2, 12);
  });

  it('is shifted by the entropy that smoothing gives the labels, worked out by hand for s = 0.5 and ten classes', () => {
    // q = 0.55 and nine times 0.05: −0.55 ln 0.55 − 9 · 0.05 ln 0.05
    const floor = 0.55 * 0.5978370007556204 + 0.45 * 2.995732273553991;
    expect(floor).toBeCloseTo(1.6768898735, 9);
    expect(chanceLoss(10, 0.5)).toBeCloseTo(Math.LN10 - 0.02 * (Math.LN10 - floor), 12);
  });

  it('never lies below the floor: a perfect network is never at chance', () => {
    for (const classes of [2, 10, 100]) {
      for (const smoothing of [0, 0.1, 0.5, 0.9, 0.99]) {
        expect(chanceLoss(classes, smoothing)).toBeGreaterThan(floorOf(classes, smoothing));
        expect(chanceLoss(classes, smoothing)).toBeLessThan(Math.log(classes));
      }
    }
    // 0.19 and nine times 0.09: by the rule without a shift a perfect network would be at chance
    expect(floorOf(10, 0.9)).toBeCloseTo(2.2659748723, 9);
    expect(floorOf(10, 0.9)).toBeGreaterThan(0.98 * Math.log(10));
    expect(chanceLoss(10, 0.9)).toBeCloseTo(Math.LN10 - 0.02 * (Math.LN10 - 2.2659748723), 9);
  });
});

describe('a guess on a split', () => {
  it('is right as often as the most frequent class is there, and three standard errors more', () => {
    expect(guessOn([0.1, 0.9], 100).accuracy).toBeCloseTo(0.9 + 3 * 0.03, 12);
    const even = new Array<number>(10).fill(0.1);
    expect(guessOn(even, 1000).accuracy).toBeCloseTo(0.1 + 3 * 0.009486832980505138, 12); // 11.5 % is a guess
    expect(guessOn(even, 1000).loss).toBeCloseTo(0.98 * Math.log(10), 12);
    expect(guessOn([0.25, 0.75, 0], 100).loss).toBeCloseTo(0.98 * 0.5623351446188083, 12);
  });

  it('reads the classes of a split from a confusion, and takes them as even where none was kept', () => {
    const confusion = [
      [3, 1],
      [6, 10],
    ];
    expect(classShares(confusion, 2)).toEqual([0.2, 0.8]);
    expect(classShares([], 4)).toEqual([0.25, 0.25, 0.25, 0.25]);
  });
});
