/**
 * How long nothing has been heard, by a clock that is read at every tick. Time in which the ticks did not come either is
 * not counted: whoever was asleep, throttled or stopped by a debugger cannot say that nobody spoke.
 */
export class Silence {
  readonly #maxMs: number;
  #ms = 0;
  #tickedAt: number | null = null;

  /** @param tickMs how often `tick` is to be called, milliseconds; a gap counts as two of them at most */
  constructor(tickMs: number) {
    this.#maxMs = 2 * tickMs;
  }

  /** Milliseconds. */
  get ms(): number {
    return this.#ms;
  }

  /** There was something: counts from 0 again. */
  heard(): void {
    this.#ms = 0;
  }

  /** @param now of a clock that never goes back, milliseconds */
  tick(now: number): void {
    this.#ms += Math.min(this.#maxMs, now - (this.#tickedAt ?? now));
    this.#tickedAt = now;
  }
}
