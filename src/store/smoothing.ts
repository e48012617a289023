import { DebiasedMean } from '../core/debiased-mean.ts';
import { Column } from './column.ts';

/**
 * The debiased exponential moving average that TensorBoard draws, kept up to date as values come:
 *   last ← s last + (1 − s) y ,  last = 0 at first ;   shown last / (1 − sⁿ)
 * n counts the finite values. What is not finite is shown as it is and leaves the average alone.
 */
export class Smoothing {
  readonly weight: number;
  readonly #shown = new Column((size) => new Float64Array(size));
  readonly #mean: DebiasedMean;

  /** @throws RangeError unless 0 ≤ weight < 1 */
  constructor(weight: number) {
    if (!(weight >= 0 && weight < 1)) {
      throw new RangeError(`smoothing: must be from 0 to below 1, got ${weight}; use e.g. 0.9`);
    }
    this.weight = weight;
    this.#mean = new DebiasedMean(weight);
  }

  get length(): number {
    return this.#shown.length;
  }

  /** The smoothed values so far; a view, valid until the next append. */
  get values(): Float64Array {
    return this.#shown.values;
  }

  /** Takes what a growing column holds beyond the values already taken. */
  follow(column: ArrayLike<number>): void {
    const start = this.length;
    if (column.length <= start) return;
    const shown = new Float64Array(column.length - start);
    for (let i = start; i < column.length; i++) shown[i - start] = this.#next(column[i] ?? Number.NaN);
    this.#shown.append(shown);
  }

  #next(value: number): number {
    return Number.isFinite(value) ? this.#mean.next(value) : value;
  }
}

const cache = new WeakMap<object, Smoothing>();

/**
 * A column smoothed in full. The work done is kept with `owner`, so that asking again costs only the values that have
 * come since; another weight starts anew.
 */
export function smoothed(owner: object, column: ArrayLike<number>, weight: number): Float64Array {
  let smoothing = cache.get(owner);
  if (!smoothing || smoothing.weight !== weight || smoothing.length > column.length) {
    smoothing = new Smoothing(weight);
    cache.set(owner, smoothing);
  }
  smoothing.follow(column);
  return smoothing.values;
}
