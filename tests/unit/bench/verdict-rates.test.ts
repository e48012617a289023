import { describe, expect, it } from 'vitest';
import type { Cell } from '../../../bench/verdict-rates.ts';
import { allCells, measureRates, standardError } from '../../../bench/verdict-rates.ts';

const races = 1000;
const equal = (more: Partial<Cell>): Cell => ({
  lanes: 2,
  slower: 1,
  every: 0.02,
  missing: 0,
  cause: 'length',
  ...more,
});
const rates = (cell: Cell) => measureRates(cell, { races, seed: 1 });
/** Five per cent, and what chance may add to so many races. */
const bound = 0.05 + 3 * standardError(0.05, races);

describe('the error rates of the verdict', () => {
  it.each([
    equal({}),
    equal({ every: 0.25, missing: 0.5 }),
    equal({ missing: 0.25, cause: 'chance' }),
    equal({ lanes: 4, missing: 0.25 }),
  ])('stay at five per cent between equal lanes, over all looks: %j', (cell) => {
    const { winner, pair } = rates(cell);
    expect(winner).toBeLessThanOrEqual(bound);
    expect(pair).toBeLessThanOrEqual(bound);
  });

  it('are not kept by never deciding: two fine-grained equal lanes are parted now and then', () => {
    expect(rates(equal({})).winner).toBeGreaterThan(0.02);
  });

  it('leave the power to find a lane 1.25 times as fast, more of it at each look', () => {
    const { detectionRates: shares, winner } = rates(equal({ slower: 1.25, every: 0.1 }));
    expect(shares[3]).toBeGreaterThan(0.9); // at 20 seeds
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(winner).toBeGreaterThanOrEqual(shares.at(-1) ?? 1);
  });

  it('come out the same for the same seed', () => {
    const cell = equal({ lanes: 4 });
    const of = (seed: number) => measureRates(cell, { races: 50, seed });
    expect(of(3)).toEqual(of(3));
  });
});

it('cells: equal lanes by interval and misses, and misses by chance at one interval', () => {
  expect(allCells(1)).toHaveLength(3 * (9 + 2));
});
