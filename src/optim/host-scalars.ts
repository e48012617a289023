import { evaluate, float64 } from '../core/expr.ts';
import type { Plan } from './plan.ts';
import { hostScalarValues } from './plan.ts';

/** The numbers that live edits and schedules set for one step: hyperparameters by key, and `${momentumKey}Next`. */
export type StepHyperparams = Readonly<Record<string, number>>;

/**
 * Computes a plan's host scalars step by step, in float64, and carries its recurrences. Steps are t = 1, 2, … in order;
 * the last one may be asked for again with other numbers.
 */
export class HostScalars {
  readonly #plan: Plan;
  #t = 0;
  #before: ReadonlyMap<string, number>;
  #after: ReadonlyMap<string, number>;

  constructor(plan: Plan) {
    this.#plan = plan;
    this.#before = initialValues(plan);
    this.#after = this.#before;
  }

  /** The recurrences after the last step, by name. */
  get recurrences(): ReadonlyMap<string, number> {
    return this.#after;
  }

  /** As before the first step. */
  reset(): void {
    this.#t = 0;
    this.#before = initialValues(this.#plan);
    this.#after = this.#before;
  }

  /**
   * The host scalars of step t, in the plan's order.
   * @throws RangeError when t is neither the next step nor the last one again, or `hyperparams` lacks a number
   */
  at(t: number, hyperparams: StepHyperparams): Float64Array {
    this.#goTo(t);
    const host = new Map(Object.entries(hyperparams));
    host.set('t', t);
    for (const [name, value] of this.#before) host.set(name, value);
    for (const { name, value } of this.#plan.recurrences) host.set(name, evaluate(value, float64, host));
    this.#after = new Map([...this.#before.keys()].map((name) => [name, host.get(name) ?? Number.NaN]));
    return hostScalarValues(this.#plan, host);
  }

  #goTo(t: number): void {
    if (t === this.#t && t > 0) return;
    if (t !== this.#t + 1) {
      throw new RangeError(
        `host scalars: step must be ${this.#t + 1}, got ${t}; steps go in order, or reset`,
      );
    }
    this.#t = t;
    this.#before = this.#after;
  }
}

const initialValues = (plan: Plan): ReadonlyMap<string, number> =>
  new Map(plan.recurrences.map(({ name, initial }) => [name, initial]));
