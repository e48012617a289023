/**
 * How often the page may draw what is live, so that this takes no more than about a fifth of the main thread however
 * many lanes there are: the interval is what a drawing took of late over that share, at most a second.
 */
export class Budget {
  #costMs = 0;
  readonly #share: number;
  readonly #maxMs: number;

  /** @param share of the main thread; @param maxMs the longest interval */
  constructor(share = 0.18, maxMs = 1000) {
    this.#share = share;
    this.#maxMs = maxMs;
  }

  /** A drawing took so long; it counts for half, all before for the other. */
  took(ms: number): void {
    this.#costMs = this.#costMs === 0 ? ms : (this.#costMs + ms) / 2;
  }

  /** Milliseconds from one drawing to the next, at least `leastMs`. */
  intervalMs(minMs: number): number {
    return Math.max(minMs, Math.min(this.#maxMs, this.#costMs / this.#share));
  }
}
