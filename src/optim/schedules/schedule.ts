import type { Parameter } from '../parameter.ts';

/** What a schedule can move: the learning rate, or the hyper-parameter that is the optimizer's momentum (β₁ in Adam). */
export type Scheduled = 'lr' | 'momentum';

/** What the spec holds of a schedule: `{ every: 500, factor: 0.5, warmup: 0, ... }`; what it lacks has its default. */
export type ScheduleValues = Readonly<Record<string, number | boolean>>;

/** A yes or no that shapes a schedule. */
export interface Choice<Key extends string = string> {
  readonly key: Key;
  readonly label: string;
  /** What yes does, in one sentence. */
  readonly help: string;
  readonly default: boolean;
}

/** How a value (a learning rate, a momentum) changes over a run. */
export interface ScheduleDeclaration<
  Id extends string = string,
  NumberKey extends string = string,
  ChoiceKey extends string = string,
> {
  readonly id: Id;
  readonly name: string;
  /** What it does, in one sentence. */
  readonly help: string;
  readonly moves: readonly Scheduled[];
  /** True where it sets values of its own, so that the slider's value is not used; else it scales that value. */
  readonly replacesBase: boolean;
  readonly parameters: readonly Parameter<NumberKey>[];
  readonly choices: readonly Choice<ChoiceKey>[];
  /** True where the shape is stretched over the whole run, which must then have a length. */
  readonly needsHorizon: boolean;
  /** TeX, with `\eta` for whatever it moves. */
  readonly formula: string;
  readonly source: string;
  /**
   * The factor on the base value at step t = 0, 1, … of `horizon` steps, in float64; the value itself where
   * `replacesBase`. Steps from the horizon on are those after the end.
   */
  valueAt(
    t: number,
    horizon: number,
    numbers: Readonly<Record<NumberKey, number>>,
    choices: Readonly<Record<ChoiceKey, boolean>>,
  ): number;
}
