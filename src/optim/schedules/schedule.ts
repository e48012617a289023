import type { Keyed, SwitchSetting } from '../../core/setting.ts';
import type { Parameter } from '../parameter.ts';

/** What a schedule can move: the learning rate, or the hyperparameter that is the optimizer's momentum (β₁ in Adam). */
export type ScheduledHyperparam = 'lr' | 'momentum';

/** What the spec holds of a schedule: `{ every: 500, factor: 0.5, warmup: 0, ... }`; what it lacks has its default. */
export type ScheduleValues = Readonly<Record<string, number | boolean>>;

/** What of a schedule's shape a run has no room for, by the parameters that ask for it. */
export type Overrun<Key extends string = string> =
  /** It takes `steps` steps from the start of the schedule, of which there are `room`. */
  | { readonly id: 'tooLong'; readonly key: Key; readonly steps: number; readonly room: number }
  /** Together they take `share` of the run, which is more than all of it. */
  | { readonly id: 'overlap'; readonly keys: readonly Key[]; readonly share: number };

/** How a value (a learning rate, a momentum) changes over a run. */
export interface ScheduleDeclaration<
  Id extends string = string,
  NumberKey extends string = string,
  ChoiceKey extends string = string,
> {
  readonly id: Id;
  readonly moves: readonly ScheduledHyperparam[];
  /** True where it sets values of its own, so that the slider's value is not used; else it scales that value. */
  readonly replacesBase: boolean;
  readonly parameters: readonly Parameter<NumberKey>[];
  readonly choices: readonly Keyed<SwitchSetting, ChoiceKey>[];
  /** True where the shape is stretched over the whole run, which must then have a length. */
  readonly needsTotalSteps: boolean;
  /** What does not fit into `room` steps; left out where the shape has no parts that could not. */
  overruns?(
    room: number,
    numbers: Readonly<Record<NumberKey, number>>,
    choices: Readonly<Record<ChoiceKey, boolean>>,
  ): readonly Overrun<NumberKey>[];
  /** TeX, with `\eta` for whatever it moves. */
  readonly formula: string;
  readonly source: string;
  /**
   * The factor on the base value at step t = 0, 1, … of `totalSteps` steps, in float64; the value itself where
   * `replacesBase`. Steps from `totalSteps` on are those after the end.
   */
  valueAt(
    t: number,
    totalSteps: number,
    numbers: Readonly<Record<NumberKey, number>>,
    choices: Readonly<Record<ChoiceKey, boolean>>,
  ): number;
}

/** A part of `steps` steps that must be over before the run is: nothing of it is seen otherwise. */
export const endsWithin = <Key extends string>(key: Key, steps: number, room: number): Overrun<Key>[] =>
  steps < room ? [] : [{ id: 'tooLong', key, steps, room }];

/** Parts of the run that follow one another. */
export const shareRun = <Key extends string>(keys: readonly Key[], share: number): Overrun<Key>[] =>
  share <= 1 ? [] : [{ id: 'overlap', keys, share }];
