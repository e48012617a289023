import { medianOf } from '../core/median.ts';

/** Fewer seeds than this show their range; from here on, an interval of the median. */
const seedsForInterval = 7;
const level = 0.95;

/** One seed's line. */
export interface SeedCurve {
  readonly values: ArrayLike<number>;
  /** True where no more values come because the lane diverged: from there on it counts as worse than any number. */
  readonly diverged: boolean;
}

/**
 * Ranks, from 0, of the two sorted values that bound the band of n seeds: smallest and largest below seven seeds,
 * otherwise the 95 % percentile bootstrap interval of the median. Over all nⁿ resamples, and not only 10 000 of them, its
 * ends depend on n alone: the lower middle value of a resample is at most the k-th smallest seed with the probability
 * that at least ⌈n/2⌉ of n draws fall among the k smallest, a binomial tail. For an even n the lower and the upper middle
 * value stand for their mean, so that the band is never too narrow. At 5 and 6 seeds the interval would be the range.
 */
export function bandRanks(n: number): { readonly low: number; readonly high: number } {
  if (n < seedsForInterval) return { low: 0, high: Math.max(0, n - 1) };
  const needed = Math.ceil(n / 2);
  let low = 0;
  while (binomialTail(n, (low + 1) / n, needed) < (1 - level) / 2) low++;
  return { low, high: n - 1 - low };
}

/** P(X ≥ k) for X ~ Binomial(n, p). */
function binomialTail(n: number, p: number, k: number): number {
  if (p >= 1) return 1;
  let term = (1 - p) ** n;
  let below = 0;
  for (let i = 0; i < k; i++) {
    below += term;
    term *= ((n - i) / (i + 1)) * (p / (1 - p));
  }
  return 1 - below;
}

/** What line and band show of `n` seeds. */
export interface BandMeaning {
  /** `interval`: the 95 % interval of the median. */
  readonly id: 'none' | 'one' | 'range' | 'interval';
  readonly n: number;
}

export function bandMeaning(n: number): BandMeaning {
  if (n < 2) return { id: n === 1 ? 'one' : 'none', n };
  return { id: n < seedsForInterval ? 'range' : 'interval', n };
}

/**
 * Median and band of a lane over its seeds, at every step that all seeds have reached, kept up to date as values come:
 * each step is computed once, at full resolution, so that downsampling keeps the extremes (5 seeds × 20 000 steps take a few
 * milliseconds in all). Seeds that came to an end in another way than diverging end the band there.
 */
export class Band {
  readonly #worst: number;
  #median = new Float64Array(1024);
  #low = new Float64Array(1024);
  #high = new Float64Array(1024);
  #length = 0;
  #n = 0;

  /** @param worst what a diverged seed counts as: Infinity for a loss, −Infinity for an accuracy */
  constructor(worst: number = Number.POSITIVE_INFINITY) {
    this.#worst = worst;
  }

  get n(): number {
    return this.#n;
  }

  get length(): number {
    return this.#length;
  }

  /** By step; a view, valid until the next `follow`. */
  get median(): Float64Array {
    return this.#median.subarray(0, this.#length);
  }

  get low(): Float64Array {
    return this.#low.subarray(0, this.#length);
  }

  get high(): Float64Array {
    return this.#high.subarray(0, this.#length);
  }

  /** Starts anew: what was taken in has changed, as where it is smoothed in another way. */
  reset(): void {
    this.#length = 0;
  }

  /** Takes in what the seeds' lines hold beyond what it has seen. Another number of seeds starts it anew. */
  follow(curves: readonly SeedCurve[]): void {
    const end = commonLength(curves);
    if (curves.length !== this.#n || end < this.#length) this.#length = 0;
    this.#n = curves.length;
    this.#reserve(end);
    const { low, high } = bandRanks(curves.length);
    const sorted = new Float64Array(curves.length);
    for (let i = this.#length; i < end; i++) {
      for (let s = 0; s < sorted.length; s++) sorted[s] = this.#at(curves[s] as SeedCurve, i);
      this.#median[i] = medianOf(sorted);
      this.#low[i] = sorted[low] as number;
      this.#high[i] = sorted[high] as number;
    }
    this.#length = end;
  }

  #at({ values }: SeedCurve, i: number): number {
    const value = i < values.length ? (values[i] as number) : this.#worst;
    return Number.isNaN(value) ? this.#worst : value;
  }

  #reserve(size: number): void {
    if (size <= this.#median.length) return;
    const grown = (values: Float64Array) => {
      const larger = new Float64Array(Math.max(size, values.length * 2));
      larger.set(values);
      return larger;
    };
    this.#median = grown(this.#median);
    this.#low = grown(this.#low);
    this.#high = grown(this.#high);
  }
}

/** Up to where every seed that goes on has values; where all have diverged, the end of the last. */
function commonLength(curves: readonly SeedCurve[]): number {
  const lengths = (of: readonly SeedCurve[]) => of.map(({ values }) => values.length);
  const going = curves.filter(({ diverged }) => !diverged);
  return going.length > 0 ? Math.min(...lengths(going)) : Math.max(0, ...lengths(curves));
}

/** One seed's evaluations: values by the step they were made at, steps rising. */
export interface SteppedCurve extends SeedCurve {
  readonly steps: ArrayLike<number>;
}

/** Curves with an x in common. */
export interface AlignedCurves {
  readonly steps: Float64Array;
  readonly curves: readonly SeedCurve[];
}

/** The seeds' evaluations at those steps at which all were evaluated, for `Band`; diverged ones end where they ended. */
export function alignCurves(curves: readonly SteppedCurve[]): AlignedCurves {
  const lookups = curves.map(({ steps, values }) => {
    const at = Array.from(
      { length: values.length },
      (_, i) => [steps[i] as number, values[i] as number] as const,
    );
    return new Map(at);
  });
  const last = curves.map(({ steps, diverged }) =>
    diverged ? (steps[steps.length - 1] ?? Number.NEGATIVE_INFINITY) : Number.POSITIVE_INFINITY,
  );
  const all = [...new Set(lookups.flatMap((lookup) => [...lookup.keys()]))].sort((a, b) => a - b);
  const common = all.filter((step) =>
    lookups.every((lookup, s) => lookup.has(step) || step > (last[s] as number)),
  );
  return {
    steps: Float64Array.from(common),
    curves: curves.map(({ diverged }, s) => {
      const commonSteps = common.filter((step) => lookups[s]?.has(step));
      return {
        diverged,
        values: Float64Array.from(commonSteps, (step) => lookups[s]?.get(step) ?? Number.NaN),
      };
    }),
  };
}
