import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Pair } from '../../../src/race/pair.ts';
import { pairAxis, stacked } from '../../../src/ui/results/pairAxis.ts';
import { en } from '../../support/translator.ts';

const side = { lane: 0, median: 1, missed: 0, diverged: 0 };
const pair = (seeds: readonly (number | null)[]): Pair => ({
  lane: side,
  baseline: { ...side, lane: 1 },
  tests: [],
  claim: null,
  estimate: null,
  interval: null,
  seeds,
});

describe('pairAxis', () => {
  it('is logarithmic in ratios: a half is as far from equal as twice', () => {
    const { place, ticks } = pairAxis(en, [pair([0.25, 1, null, 4])], 'steps');
    expect(place(1) - place(0.5)).toBeCloseTo(place(2) - place(1), 10);
    expect(ticks.map(({ label }) => label)).toEqual(['¼×', '½×', 'equal', '2×', '4×']);
  });

  it('holds every seed, and the value of no difference', () => {
    const ratio = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(fc.array(ratio, { minLength: 1, maxLength: 25 }), (seeds) => {
        const { place, ticks } = pairAxis(en, [pair(seeds)], 'steps');
        for (const value of [1, ...seeds]) {
          expect(place(value)).toBeGreaterThanOrEqual(0);
          expect(place(value)).toBeLessThanOrEqual(100);
        }
        expect(ticks.filter(({ isEqual }) => isEqual)).toHaveLength(1);
      }),
    );
  });

  it('holds differences of accuracy on a straight scale', () => {
    const { place, ticks } = pairAxis(en, [pair([-0.02, 0, 0.03])], 'accuracy');
    expect(place(0.02) - place(0.01)).toBeCloseTo(place(0.03) - place(0.02), 10);
    expect(ticks.find(({ isEqual }) => isEqual)?.at).toBeCloseTo(place(0), 10);
    expect(ticks.map(({ label }) => label)).toContain('+1.0\u202fpt');
  });
});

describe('stacked', () => {
  it('leaves rings that stand apart in the middle, and stacks the others in turns', () => {
    expect(stacked([10, 20, 30])).toEqual([0, 0, 0]);
    expect(stacked([10, 10, 10])).toEqual([0, -1 / 3, 1 / 3]);
    expect(stacked([10, 20, 11])).toEqual([0, 0, -1 / 3]);
  });

  it('keeps 25 rings of one place within the strip, none on another', () => {
    const offsets = stacked(Array(25).fill(50));
    expect(new Set(offsets).size).toBe(25);
    expect(Math.max(...offsets.map(Math.abs))).toBeLessThanOrEqual(1);
  });
});
