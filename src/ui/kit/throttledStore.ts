/** How a `ThrottledStore` waits; the page uses timers and animation frames, tests their own. */
export interface Waiting {
  now(): number;
  /** Calls back after `ms`, and once something can be drawn. */
  after(ms: number, callback: () => void): void;
  intervalMs(): number;
}

/**
 * Joins many changes into few: listeners hear of the first change at once and of the rest at most once in an interval.
 * The version goes up each time they do.
 */
export class ThrottledStore {
  readonly #waiting: Waiting;
  readonly #attach: (changed: () => void) => () => void;
  readonly #listeners = new Set<() => void>();
  #detach: (() => void) | null = null;
  #version = 0;
  #pending = false;
  #last = Number.NEGATIVE_INFINITY;

  /** `attach` subscribes to the source and returns how to leave it; it is attached while anyone listens. */
  constructor(attach: (changed: () => void) => () => void, waiting: Waiting) {
    this.#attach = attach;
    this.#waiting = waiting;
  }

  readonly version = (): number => this.#version;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    this.#detach ??= this.#attach(this.#changed);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#detach?.();
      this.#detach = null;
    };
  };

  readonly #changed = (): void => {
    if (this.#pending) return;
    this.#pending = true;
    const { now, after, intervalMs } = this.#waiting;
    after(Math.max(0, this.#last + intervalMs() - now()), this.#notify);
  };

  readonly #notify = (): void => {
    this.#pending = false;
    this.#last = this.#waiting.now();
    this.#version++;
    for (const listener of this.#listeners) listener();
  };
}
