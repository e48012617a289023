import { median, medianOf } from '../core/median.ts';
import { Rng } from '../core/rng.ts';

/** Ends of an interval; infinite where resamples without a finite median reach that far. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

export interface BootstrapOptions {
  /** Names the stream of resamples: the same input gives the same interval. 0 unless told. */
  readonly seed?: number;
  readonly resamples?: number;
  /** Between 0 and 1; 0.95 unless told. */
  readonly level?: number;
}

export interface RatioEstimate {
  /** Median of the lane ÷ median of the reference; 0 or Infinity where one is infinite, NaN where both are. */
  readonly ratio: number;
  readonly interval: Interval;
}

/**
 * Percentile bootstrap interval of the median: the values are drawn n times with replacement, 10 000 times over; the
 * interval leaves out (1 − level) / 2 of the resampled medians at each end. No interpolation: its ends are medians that
 * occurred. With five values and 95 % it is the range, since the smallest is the median of 5.8 % of the resamples, and so
 * is the largest.
 * @throws RangeError on no values, or where one is not a number
 * Source: Efron & Tibshirani 1993, chapter 13.
 */
export function bootstrapMedian(values: ArrayLike<number>, options: BootstrapOptions = {}): Interval {
  check('bootstrap', values);
  const drawn = new Float64Array(values.length);
  const medians = resample(values.length, options, (indices) => {
    for (let i = 0; i < indices.length; i++) drawn[i] = values[indices[i] as number] as number;
    return medianOf(drawn);
  });
  return percentiles(medians, options.level);
}

/**
 * Median steps of a lane ÷ median steps of a reference, with a percentile bootstrap over seeds. Paired: a resample draws
 * seeds, and takes both lanes' steps at each. Below 1 the lane needs fewer steps; the speed-up is 1 ÷ ratio.
 *
 * Infinity is a seed in which the target was not reached. A resample in which both medians are infinite tells nothing:
 * it counts as 0 at the low end and as Infinity at the high end, so that it can only widen the interval.
 *
 * At n = 5 the interval holds the ratio of every single seed, each being drawn at least thrice in 5.8 % of the
 * resamples; so it spans 1 wherever the paired differences straddle zero.
 * @param lane steps by seed, above 0
 * @param reference steps at the same seeds in the same order
 * @throws RangeError on different counts, none, or a count of steps that is not above 0
 */
export function pairedRatio(
  lane: ArrayLike<number>,
  reference: ArrayLike<number>,
  options: BootstrapOptions = {},
): RatioEstimate {
  checkSteps(lane, reference);
  const drawnLane = new Float64Array(lane.length);
  const drawnReference = new Float64Array(lane.length);
  const ratios = resample(lane.length, options, (indices) => {
    for (let i = 0; i < indices.length; i++) {
      const seed = indices[i] as number;
      drawnLane[i] = lane[seed] as number;
      drawnReference[i] = reference[seed] as number;
    }
    return medianOf(drawnLane) / medianOf(drawnReference); // ∞ ÷ ∞ is NaN, sorted to the end
  });
  return { ratio: median(lane) / median(reference), interval: percentiles(ratios, options.level) };
}

function resample(
  n: number,
  { seed = 0, resamples = 10_000 }: BootstrapOptions,
  statistic: (indices: Uint32Array) => number,
): Float64Array {
  const rng = Rng.of(seed, 'bootstrap');
  const indices = new Uint32Array(n);
  const found = new Float64Array(resamples);
  for (let b = 0; b < resamples; b++) {
    for (let i = 0; i < n; i++) indices[i] = rng.below(n);
    found[b] = statistic(indices);
  }
  return found;
}

/** The k-th value from either end, k the share left out; NaN stands for 0 at the low end and Infinity at the high. */
function percentiles(found: Float64Array, level = 0.95): Interval {
  if (!(level > 0 && level < 1) || found.length === 0) {
    throw new RangeError(
      `bootstrap: needs a level between 0 and 1 and resamples, got ${level}, ${found.length}`,
    );
  }
  found.sort(); // NaN last
  const left = Math.floor(((1 - level) / 2) * found.length + 1e-9);
  const undefinedCount = found.length - firstNaN(found);
  const low = left < undefinedCount ? 0 : (found[left - undefinedCount] as number);
  const high = found[found.length - 1 - left] as number;
  return { low, high: Number.isNaN(high) ? Number.POSITIVE_INFINITY : high };
}

function firstNaN(sorted: Float64Array): number {
  let end = sorted.length;
  while (end > 0 && Number.isNaN(sorted[end - 1])) end--;
  return end;
}

function check(what: string, values: ArrayLike<number>): void {
  if (values.length === 0) throw new RangeError(`${what}: needs at least one value, got none`);
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) throw new RangeError(`${what}: value ${i} must be a number, got NaN`);
  }
}

function checkSteps(lane: ArrayLike<number>, reference: ArrayLike<number>): void {
  if (lane.length !== reference.length) {
    throw new RangeError(`ratio: seeds must be paired, got ${lane.length} and ${reference.length}`);
  }
  for (const steps of [lane, reference]) {
    check('ratio', steps);
    for (let i = 0; i < steps.length; i++) {
      if (!((steps[i] as number) > 0)) throw new RangeError(`ratio: steps must be above 0, got ${steps[i]}`);
    }
  }
}
