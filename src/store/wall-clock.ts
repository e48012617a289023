/** Time that passes while a run trains, evaluates and prepares what is next; while it rests none does. In milliseconds. */
export class WallClock {
  #ms = 0;
  /** When it was last set going; null at rest. */
  #since: number | null = null;

  /** Back to 0, at rest. */
  reset(): void {
    this.#ms = 0;
    this.#since = null;
  }

  /** Sets it going at `now`; one that goes is left alone. */
  go(now: number): void {
    this.#since ??= now;
  }

  rest(now: number): void {
    this.#ms = this.read(now);
    this.#since = null;
  }

  /** What has passed since the last reset or lap. */
  read(now: number): number {
    return this.#ms + (this.#since === null ? 0 : now - this.#since);
  }

  /** The same, and begins again at 0; one that goes goes on. */
  lap(now: number): number {
    const passed = this.read(now);
    this.#ms = 0;
    if (this.#since !== null) this.#since = now;
    return passed;
  }
}
