import { medianOf } from '../core/median.ts';
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

/** A value by seed that is known to lie from `from` to `by`; the one rises with the other. */
export interface Bounds {
  readonly from: ArrayLike<number>;
  readonly by: ArrayLike<number>;
}

/** How a lane's median is held against a reference's. */
export type Contrast = 'ratio' | 'difference';

export interface PairedEstimate {
  /**
   * What the contrast of the two medians can be, given how closely the values are known: one number where they are exact.
   * 0 to Infinity where both medians are infinite.
   */
  readonly range: Interval;
  /** The bootstrap interval of the same, as wide as that leaves it. */
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
  const found = new Float64Array(resamplesOf(options));
  resample(values.length, options, (indices, b) => {
    for (let i = 0; i < indices.length; i++) drawn[i] = values[indices[i] as number] as number;
    found[b] = medianOf(drawn);
  });
  return { low: lowEnd(found, options.level), high: highEnd(found, options.level) };
}

/**
 * Median of a lane ÷ median of a reference, or minus it, with a percentile bootstrap over seeds. Paired: a resample draws
 * seeds, and takes both lanes' values at each. Values are known within bounds: the low end holds the lane's lower bounds
 * against the reference's upper ones, the high end the other way round, so that neither is closer than was measured.
 *
 * Infinity is a seed in which the target was not reached. A resample in which both medians are infinite tells nothing:
 * it counts as the smallest at the low end and as Infinity at the high end, so that it can only widen the interval.
 *
 * It describes and decides nothing: its coverage is right (93 to 97 %), but its power is not; see `signedRank`.
 * @throws RangeError on different counts, none, or what is not a number; for a ratio on a value that is not above 0
 */
export function pairedEstimate(
  lane: Bounds,
  reference: Bounds,
  contrast: Contrast,
  options: BootstrapOptions = {},
): PairedEstimate {
  checkPaired(lane, reference, contrast);
  const n = lane.by.length;
  const [a, b] = [new Medians(lane), new Medians(reference)];
  const held = contrast === 'ratio' ? (x: number, y: number) => x / y : (x: number, y: number) => x - y;
  const counts = new Uint8Array(n);
  const [lows, highs] = [new Float64Array(resamplesOf(options)), new Float64Array(resamplesOf(options))];
  resample(n, options, (indices, i) => {
    counts.fill(0);
    for (const seed of indices) counts[seed] = (counts[seed] as number) + 1;
    a.take(counts);
    b.take(counts);
    lows[i] = held(a.from, b.by); // ∞ ÷ ∞ and ∞ − ∞ are NaN, sorted to the end
    highs[i] = held(a.by, b.from);
  });
  counts.fill(1);
  a.take(counts);
  b.take(counts);
  const [low, high] = [held(a.from, b.by), held(a.by, b.from)];
  const worst = contrast === 'ratio' ? 0 : Number.NEGATIVE_INFINITY;
  return {
    range: {
      low: Number.isNaN(low) ? worst : low,
      high: Number.isNaN(high) ? Number.POSITIVE_INFINITY : high,
    },
    interval: { low: lowEnd(lows, options.level, worst), high: highEnd(highs, options.level) },
  };
}

/** The medians of both bounds over seeds that are drawn some number of times. */
class Medians {
  from = 0;
  by = 0;
  readonly #values: Bounds;
  readonly #order: Uint16Array;

  constructor(values: Bounds) {
    this.#values = values;
    const order = Uint16Array.from({ length: values.by.length }, (_, i) => i);
    const at = (of: ArrayLike<number>, i: number) => of[i] as number;
    this.#order = order.sort((i, j) => {
      if (at(values.by, i) !== at(values.by, j)) return at(values.by, i) < at(values.by, j) ? -1 : 1;
      return at(values.from, i) - at(values.from, j) || 0; // ∞ − ∞
    });
  }

  /** @param counts how often each seed is drawn; as many in all as there are seeds */
  take(counts: Uint8Array): void {
    const n = counts.length;
    const { from, by } = this.#values;
    let passed = 0;
    let lower = -1;
    for (const seed of this.#order) {
      passed += counts[seed] as number;
      if (lower < 0 && 2 * passed >= n) lower = seed;
      if (2 * passed <= n) continue;
      this.from = middle(from[lower] as number, from[seed] as number);
      this.by = middle(by[lower] as number, by[seed] as number);
      return;
    }
  }
}

const middle = (a: number, b: number): number => (a === b ? a : (a + b) / 2);

const resamplesOf = ({ resamples = 10_000 }: BootstrapOptions): number => resamples;

function resample(
  n: number,
  options: BootstrapOptions,
  take: (indices: Uint32Array, b: number) => void,
): void {
  const rng = Rng.of(options.seed ?? 0, 'bootstrap');
  const indices = new Uint32Array(n);
  for (let b = 0; b < resamplesOf(options); b++) {
    for (let i = 0; i < n; i++) indices[i] = rng.below(n);
    take(indices, b);
  }
}

/** The k-th smallest, k the share left out; NaN stands for the worst there is. */
function lowEnd(found: Float64Array, level = 0.95, worst = 0): number {
  const left = leftOut(found, level);
  const undefinedCount = found.length - firstNaN(found);
  return left < undefinedCount ? worst : (found[left - undefinedCount] as number);
}

/** The k-th largest; NaN stands for Infinity. */
function highEnd(found: Float64Array, level = 0.95): number {
  const high = found[found.length - 1 - leftOut(found, level)] as number;
  return Number.isNaN(high) ? Number.POSITIVE_INFINITY : high;
}

/** Sorts, NaN last, and says how many are left out at an end. */
function leftOut(found: Float64Array, level: number): number {
  if (!(level > 0 && level < 1) || found.length === 0) {
    throw new RangeError(
      `bootstrap: needs a level between 0 and 1 and resamples, got ${level}, ${found.length}`,
    );
  }
  found.sort();
  return Math.floor(((1 - level) / 2) * found.length + 1e-9);
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

function checkPaired(lane: Bounds, reference: Bounds, contrast: Contrast): void {
  const lists = [lane.from, lane.by, reference.from, reference.by];
  if (lists.some(({ length }) => length !== lane.by.length)) {
    throw new RangeError(
      `${contrast}: seeds must be paired, got ${lane.by.length} and ${reference.by.length}`,
    );
  }
  for (const values of lists) {
    check(contrast, values);
    for (let i = 0; i < values.length && contrast === 'ratio'; i++) {
      if (!((values[i] as number) > 0))
        throw new RangeError(`ratio: steps must be above 0, got ${values[i]}`);
    }
  }
}
