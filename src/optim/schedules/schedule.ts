import type { Parameter } from '../parameter.ts';

/** Numbers of a schedule as the spec holds them: `{ id: 'step', every: 500, factor: 0.5, warmup: 0, ... }`. */
export type ScheduleValues = Readonly<Record<string, number>>;

/** How a base value (a learning rate, a momentum) changes over a run. */
export interface ScheduleDeclaration<Id extends string = string> {
  readonly id: Id;
  readonly name: string;
  /** What it does, in one sentence. */
  readonly help: string;
  readonly parameters: readonly Parameter[];
  /** True where the shape is stretched over the whole run, which must then have a length. */
  readonly needsHorizon: boolean;
  readonly formula: string;
  readonly source: string;
  /** The factor on the base value at step t = 0, 1, … of `horizon` steps, in float64. */
  factorAt(t: number, horizon: number, values: ScheduleValues): number;
}
