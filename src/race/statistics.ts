/** The ends of what a number can be. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** A value by seed that is known to lie from `from` to `by`; the one rises with the other. */
export interface Bounds {
  readonly from: ArrayLike<number>;
  readonly by: ArrayLike<number>;
}

/** How a lane's median is held against a baseline's. */
export type Contrast = 'ratio' | 'difference';

/** What a contrast is at the least, where two infinite medians leave it open. */
export const minOf = (contrast: Contrast): number => (contrast === 'ratio' ? 0 : Number.NEGATIVE_INFINITY);

/** The contrast of two medians; NaN where both are infinite. */
export const contrastOf = (contrast: Contrast, lane: number, baseline: number): number =>
  contrast === 'ratio' ? lane / baseline : lane - baseline;

/**
 * Median of a lane ÷ median of a baseline, or minus it: what it can be, given how closely the values are known, and one
 * number where they are exact. The low end holds the lane's lower bounds against the baseline's upper ones, the high end the
 * other way round, so that neither is closer than was measured. Infinity is a seed in which the target was not reached: 0 to
 * Infinity where both medians are infinite.
 * @throws RangeError on different counts, none, or what is not a number; for a ratio on a value that is not above 0
 */
export function contrastOfMedians(lane: Bounds, baseline: Bounds, contrast: Contrast): Interval {
  checkPaired(lane, baseline, contrast);
  const once = new Uint8Array(lane.by.length).fill(1);
  const [a, b] = [new Medians(lane), new Medians(baseline)];
  a.resample(once);
  b.resample(once);
  const [low, high] = [contrastOf(contrast, a.from, b.by), contrastOf(contrast, a.by, b.from)];
  return {
    low: Number.isNaN(low) ? minOf(contrast) : low,
    high: Number.isNaN(high) ? Number.POSITIVE_INFINITY : high,
  };
}

/** The medians of both bounds over seeds that are drawn some number of times. */
export class Medians {
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
  resample(counts: Uint8Array): void {
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

function check(what: string, values: ArrayLike<number>): void {
  if (values.length === 0) throw new RangeError(`${what}: needs at least one value, got none`);
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) throw new RangeError(`${what}: value ${i} must be a number, got NaN`);
  }
}

/** @throws RangeError on different counts, none, or what is not a number; for a ratio on a value that is not above 0 */
export function checkPaired(lane: Bounds, baseline: Bounds, contrast: Contrast): void {
  const lists = [lane.from, lane.by, baseline.from, baseline.by];
  if (lists.some(({ length }) => length !== lane.by.length)) {
    throw new RangeError(
      `${contrast}: seeds must be paired, got ${lane.by.length} and ${baseline.by.length}`,
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
