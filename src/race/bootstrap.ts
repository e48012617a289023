import { Rng } from '../core/rng.ts';
import { kthSmallest } from '../core/select.ts';
import type { Bounds, Contrast, Interval } from './statistics.ts';
import { checkPaired, contrastOf, Medians, minOf } from './statistics.ts';

export interface BootstrapOptions {
  /** Names the stream of resamples: the same input gives the same interval. 0 unless told. */
  readonly seed?: number;
  readonly resamples?: number;
  /** Between 0 and 1; 0.95 unless told. */
  readonly level?: number;
}

/**
 * Medians of several lanes over resamples of their seeds, from which each two are contrasted: a percentile bootstrap. A
 * resample draws as many seeds as there are, with replacement, and takes every lane's values at them, so that lanes stay
 * paired, and it is drawn and each median taken once, however many pairs the lanes make. Values are known within bounds; see
 * `contrastOfMedians`.
 *
 * It describes and decides nothing: its coverage is right (93 to 97 %), but its power is not; see `signedRank`.
 * Source: Efron & Tibshirani 1993, chapter 13.
 */
export class MedianResamples {
  readonly #lanes: readonly Bounds[];
  /** By lane, of each resample. */
  readonly #from: readonly Float64Array[];
  readonly #by: readonly Float64Array[];
  readonly #scratch: Float64Array;
  /** How many resamples are left out at an end. */
  readonly #tailCount: number;

  /** @throws RangeError where the level is not between 0 and 1, or there is no resample */
  constructor(
    lanes: readonly Bounds[],
    { seed = 0, resamples = 10_000, level = 0.95 }: BootstrapOptions = {},
  ) {
    if (!(level > 0 && level < 1) || resamples < 1) {
      throw new RangeError(
        `bootstrap: needs a level between 0 and 1 and resamples, got ${level}, ${resamples}`,
      );
    }
    this.#lanes = lanes;
    this.#from = lanes.map(() => new Float64Array(resamples));
    this.#by = lanes.map(() => new Float64Array(resamples));
    this.#scratch = new Float64Array(resamples);
    this.#tailCount = Math.floor(((1 - level) / 2) * resamples + 1e-9);
    this.#draw(seed);
  }

  /**
   * The interval of one lane's median ÷ another's, or minus it. No interpolation: its ends occurred. A resample in which both
   * medians are infinite tells nothing: it counts as the smallest at the low end and as Infinity at the high end, so that it
   * can only widen the interval.
   * @param lane its place among the lanes, as `baseline`
   * @throws RangeError on different counts, none, or what is not a number; for a ratio on a value that is not above 0
   */
  interval(lane: number, baseline: number, contrast: Contrast): Interval {
    checkPaired(this.#lanes[lane] as Bounds, this.#lanes[baseline] as Bounds, contrast);
    const all = this.#scratch.length;
    const lows = this.#contrasts(this.#from[lane], this.#by[baseline], contrast);
    const unknown = all - lows;
    const low =
      this.#tailCount < unknown
        ? minOf(contrast)
        : kthSmallest(this.#scratch, lows, this.#tailCount - unknown);
    const highs = this.#contrasts(this.#by[lane], this.#from[baseline], contrast);
    const last = all - 1 - this.#tailCount;
    const high = last < highs ? kthSmallest(this.#scratch, highs, last) : Number.POSITIVE_INFINITY;
    return { low, high };
  }

  /** Fills the scratch with those that are numbers; returns how many. */
  #contrasts(lane: Float64Array | undefined, baseline: Float64Array | undefined, contrast: Contrast): number {
    const scratch = this.#scratch;
    let count = 0;
    for (let i = 0; i < scratch.length; i++) {
      const value = contrastOf(contrast, lane?.[i] as number, baseline?.[i] as number);
      if (!Number.isNaN(value)) scratch[count++] = value;
    }
    return count;
  }

  #draw(seed: number): void {
    const n = this.#lanes[0]?.by.length ?? 0;
    const rng = Rng.of(seed, 'bootstrap');
    const counts = new Uint8Array(n);
    const medians = this.#lanes.map((lane) => new Medians(lane));
    for (let i = 0; i < this.#scratch.length; i++) {
      counts.fill(0);
      for (let drawn = 0; drawn < n; drawn++) {
        const at = rng.below(n);
        counts[at] = (counts[at] as number) + 1;
      }
      for (let lane = 0; lane < medians.length; lane++) {
        const of = medians[lane] as Medians;
        of.resample(counts);
        (this.#from[lane] as Float64Array)[i] = of.from;
        (this.#by[lane] as Float64Array)[i] = of.by;
      }
    }
  }
}
