import { median } from '../../core/median.ts';

/** How many accepted values there must be before a median counts. */
export const guardWarmup = 8;

/** What a guard remembers: how many steps it accepted, and the last values of each thing it watches, oldest first. */
export interface GuardMemory {
  readonly acceptedSteps: number;
  readonly values: ReadonlyMap<string, readonly number[]>;
}

/** The stability guard in float64: one window of accepted values for each thing it watches, e.g. norm and loss. */
export class Guard {
  readonly #window: number;
  readonly #accepted = new Map<string, readonly number[]>();
  #acceptedSteps = 0;

  /** @throws RangeError when the window is too short for a median to ever count */
  constructor(window: number) {
    if (window < guardWarmup) {
      throw new RangeError(`guard: the window must be at least ${guardWarmup} values, got ${window}`);
    }
    this.#window = window;
  }

  get memory(): GuardMemory {
    return { acceptedSteps: this.#acceptedSteps, values: new Map(this.#accepted) };
  }

  /** Goes on from what another guard remembers. */
  restore({ acceptedSteps, values }: GuardMemory): void {
    this.#acceptedSteps = acceptedSteps;
    this.#accepted.clear();
    for (const [name, past] of values) this.#accepted.set(name, [...past]);
  }

  /** Whether a step with these values is taken; if so they are remembered. */
  accepts(values: Readonly<Record<string, number>>, factor: number): boolean {
    const entries = Object.entries(values);
    if (!entries.every(([name, value]) => this.#isTypical(name, value, factor))) return false;
    this.#acceptedSteps++;
    for (const [name, value] of entries) {
      this.#accepted.set(name, [...this.#past(name), value].slice(-this.#window));
    }
    return true;
  }

  #past(name: string): readonly number[] {
    return this.#accepted.get(name) ?? [];
  }

  #isTypical(name: string, value: number, factor: number): boolean {
    if (!Number.isFinite(value)) return false;
    const past = this.#past(name);
    return past.length < guardWarmup || value <= factor * median(past);
  }
}
