/**
 * The debiased exponential mean that TensorBoard draws, value by value:
 *   last ← s last + (1 − s) y ,  last = 0 at first ;   mean = last / (1 − sⁿ)
 * Only finite values may be given.
 */
export class DebiasedMean {
  readonly #weight: number;
  #last = 0;
  #bias = 1;

  /** `weight` is s, from 0 to below 1. */
  constructor(weight: number) {
    this.#weight = weight;
  }

  /** Takes a value in; the mean with it. */
  next(value: number): number {
    this.#last = this.#weight * this.#last + (1 - this.#weight) * value;
    this.#bias *= this.#weight;
    return this.#last / (1 - this.#bias);
  }
}
