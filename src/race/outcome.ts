import type { ExperimentSpec } from '../experiment/schema.ts';

/** The finish line of a race, and the metric it is drawn on. */
export type Target = NonNullable<ExperimentSpec['training']['target']>;
export type Metric = Target['metric'];

/** As the engine reports it; `target`: ended, and had reached the target on the way. */
export type LaneState = 'ready' | 'running' | 'finished' | 'stopped' | 'diverged' | 'target';

/** Why a lane was given up. */
export interface Divergence {
  /** The first step, counted from 0, whose loss broke the rule. */
  readonly step: number;
  readonly reason: (typeof divergenceReasons)[number];
}
export const divergenceReasons = ['notFinite', 'tooLarge', 'atChance', 'skipped'] as const;

/** What of an evaluation a race looks at. */
export interface RaceEvaluation {
  /** How many steps had been taken. */
  readonly step: number;
  readonly split: 'validation' | 'test';
  readonly loss: number;
  /** 0 to 1. */
  readonly accuracy: number;
}

/** One lane at one seed, so far. */
export interface SeedRun {
  readonly seed: number;
  readonly state: LaneState;
  /** Steps taken at the first evaluation that met the target, see `meetsTarget`; null where none has. */
  readonly targetStep: number | null;
  readonly evaluations: readonly RaceEvaluation[];
}

/** What a race without a target is ordered by. */
const defaultMetric: Metric = 'validationAccuracy';

export const metricOf = (target: Target | null): Metric => target?.metric ?? defaultMetric;

/**
 * Steps to the target; Infinity where it was not reached, so that not finishing is worse than any number. A lane that
 * reached the target and diverged later counts with the step at which it reached it.
 */
export const stepsToTarget = ({ targetStep }: Pick<SeedRun, 'targetStep'>): number =>
  targetStep ?? Number.POSITIVE_INFINITY;

/** True where nothing that comes can change the steps to the target; a lane stopped by hand never tells. */
export const isDecided = ({ state, targetStep }: Pick<SeedRun, 'state' | 'targetStep'>): boolean =>
  targetStep !== null || state === 'finished' || state === 'diverged';

export function metricValue(evaluation: RaceEvaluation, metric: Metric): number {
  return metric === 'validationAccuracy' ? evaluation.accuracy : evaluation.loss;
}

/** Negative where `a` is better than `b`: more accuracy, less loss; what is not a number is worst. */
export function compareMetric(a: number, b: number, metric: Metric): number {
  const sign = metric === 'validationAccuracy' ? -1 : 1;
  const worst = Number.POSITIVE_INFINITY;
  const keyA = Number.isNaN(a) ? worst : sign * a;
  const keyB = Number.isNaN(b) ? worst : sign * b;
  return keyA === keyB ? 0 : keyA - keyB;
}

/** What decides which evaluations may meet a target. */
export interface TargetRule {
  readonly target: Target | null;
  /** Steps from one evaluation to the next. */
  readonly evalEvery: number;
  /** Steps of the whole run; Infinity until stopped. */
  readonly length: number;
}

/**
 * Whether an evaluation meets the target: on validation, and at a step known beforehand, which ends an
 * evaluation interval or the length. What is looked at where the run was stopped by hand shows, and does not count.
 */
export function meetsTarget(evaluation: RaceEvaluation, { target, evalEvery, length }: TargetRule): boolean {
  const { step, split } = evaluation;
  if (target === null || split !== 'validation') return false;
  if (step % evalEvery !== 0 && step !== length) return false;
  const value = metricValue(evaluation, target.metric);
  return target.metric === 'validationAccuracy' ? value >= target.value : value <= target.value;
}

export const validationOf = (evaluations: readonly RaceEvaluation[]): readonly RaceEvaluation[] =>
  evaluations.filter(({ split }) => split === 'validation');

/** The best value of a metric on the validation split; null before the first evaluation. */
export function bestOf(evaluations: readonly RaceEvaluation[], metric: Metric): number | null {
  const values = validationOf(evaluations).map((evaluation) => metricValue(evaluation, metric));
  const [first, ...rest] = values;
  if (first === undefined) return null;
  return rest.reduce((best, value) => (compareMetric(value, best, metric) < 0 ? value : best), first);
}
