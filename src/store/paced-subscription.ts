import { Budget } from '../core/budget.ts';

/** How a `PacedSubscription` waits; the page uses timers, tests their own. */
interface Clock {
  now(): number;
  after(ms: number, callback: () => void): void;
}

const pageClock: Clock = {
  now: () => performance.now(),
  after: (ms, callback) => void setTimeout(callback, ms),
};

/** At most so often what the worker tells is shown. */
const minIntervalMs = 50;
/** What showing may take of the time from one to the next. */
const share = 1 / 5;

/**
 * Who shows a store hears of a person's changes at once and of the worker's at most 20 times a second, more rarely where
 * showing them is costly: a quick network is evaluated hundreds of times a second, and each evaluation is several messages.
 * The store itself is never behind.
 */
export class PacedSubscription {
  readonly #clock: Clock;
  readonly #listeners = new Set<() => void>();
  #isWorkers = false;
  #isPending = false;
  /** Of the wait under way: one that a person's change has cut short is over. */
  #turn = 0;
  #lastAt = Number.NEGATIVE_INFINITY;
  readonly #budget = new Budget(share);

  constructor(clock: Clock = pageClock) {
    this.#clock = clock;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  /** What changes within is the worker's. */
  readonly byWorker = (change: () => void): void => {
    this.#isWorkers = true;
    try {
      change();
    } finally {
      this.#isWorkers = false;
    }
  };

  /** To be called after each change of the store. */
  readonly changed = (): void => {
    if (!this.#isWorkers) {
      this.#notify();
      return;
    }
    if (this.#isPending) return;
    this.#isPending = true;
    const turn = ++this.#turn;
    const intervalMs = this.#budget.intervalMs(minIntervalMs);
    this.#clock.after(Math.max(0, this.#lastAt + intervalMs - this.#clock.now()), () => {
      if (this.#isPending && this.#turn === turn) this.#notify();
    });
  };

  #notify(): void {
    this.#isPending = false;
    const beganAt = this.#clock.now();
    this.#lastAt = beganAt;
    for (const listener of this.#listeners) listener();
    // React draws in a microtask of its own, which was asked for before this one
    queueMicrotask(() => {
      this.#budget.took(this.#clock.now() - beganAt);
    });
  }
}
