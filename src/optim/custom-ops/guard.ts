import { median } from '../../core/median.ts';

/** How many accepted values there must be before a median counts. */
export const guardWarmup = 8;

/** The stability guard in float64: one window of accepted values for each thing it watches, e.g. norm and loss. */
export class Guard {
  readonly #window: number;
  readonly #accepted = new Map<string, readonly number[]>();

  /** @throws RangeError when the window is too short for a median to ever count */
  constructor(window: number) {
    if (window < guardWarmup) {
      throw new RangeError(`guard: the window must be at least ${guardWarmup} values, got ${window}`);
    }
    this.#window = window;
  }

  /** Whether a step with these values is taken; if so they are remembered. */
  accepts(values: Readonly<Record<string, number>>, factor: number): boolean {
    const entries = Object.entries(values);
    if (!entries.every(([name, value]) => this.#isUsual(name, value, factor))) return false;
    for (const [name, value] of entries) {
      this.#accepted.set(name, [...this.#past(name), value].slice(-this.#window));
    }
    return true;
  }

  #past(name: string): readonly number[] {
    return this.#accepted.get(name) ?? [];
  }

  #isUsual(name: string, value: number, factor: number): boolean {
    if (!Number.isFinite(value)) return false;
    const past = this.#past(name);
    return past.length < guardWarmup || value <= factor * median(past);
  }
}
