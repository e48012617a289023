/** Time that passes between `start` and `stop`, in milliseconds; while it is stopped none does. */
export class Timer {
  #ms = 0;
  /** When it was last started; null while it is stopped. */
  #since: number | null = null;

  /** Back to 0, stopped. */
  reset(): void {
    this.#ms = 0;
    this.#since = null;
  }

  /** Starts it at `now`; one that runs is left alone. */
  start(now = performance.now()): void {
    this.#since ??= now;
  }

  stop(now = performance.now()): void {
    this.#ms = this.elapsedMs(now);
    this.#since = null;
  }

  /** What has passed since the last reset or lap. */
  elapsedMs(now = performance.now()): number {
    return this.#ms + (this.#since === null ? 0 : now - this.#since);
  }

  /** The same, and begins again at 0; one that runs goes on. */
  lap(now = performance.now()): number {
    const passed = this.elapsedMs(now);
    this.#ms = 0;
    if (this.#since !== null) this.#since = now;
    return passed;
  }
}
