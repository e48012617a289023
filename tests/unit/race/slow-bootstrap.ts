import { median } from '../../../src/core/median.ts';
import { Rng } from '../../../src/core/rng.ts';
import type { Bounds, Contrast, Interval } from '../../../src/race/statistics.ts';

/**
 * The percentile bootstrap of one pair as it is written down in books: each resample drawn for the pair alone, all medians by
 * sorting, and all contrasts sorted. The page must give these numbers to the bit, from draws that all pairs share.
 */
export function slowInterval(
  lane: Bounds,
  baseline: Bounds,
  contrast: Contrast,
  { resamples = 10_000, level = 0.95 } = {},
): Interval {
  const n = lane.by.length;
  const rng = Rng.of(0, 'bootstrap');
  const held = (a: number, b: number) => (contrast === 'ratio' ? a / b : a - b);
  const ends = Array.from({ length: resamples }, () => {
    const seeds = Array.from({ length: n }, () => rng.below(n));
    const of = (values: ArrayLike<number>) => median(seeds.map((seed) => values[seed] as number));
    return [held(of(lane.from), of(baseline.by)), held(of(lane.by), of(baseline.from))] as const;
  });
  const worst = contrast === 'ratio' ? 0 : Number.NEGATIVE_INFINITY;
  const textOf = (values: readonly number[], untold: number) =>
    Float64Array.from(values, (value) => (Number.isNaN(value) ? untold : value)).sort();
  const left = Math.floor(((1 - level) / 2) * resamples + 1e-9);
  const lows = textOf(
    ends.map(([low]) => low),
    worst,
  );
  const highs = textOf(
    ends.map(([, high]) => high),
    Number.POSITIVE_INFINITY,
  );
  return { low: lows[left] as number, high: highs[resamples - 1 - left] as number };
}
