import type { ExperimentSpec } from '../../experiment/schema.ts';
import type { Split } from '../../protocol/training-facts.ts';
import type { Round } from '../../race/plan.ts';

/** How far a run goes, and what it looks at on the way. */
export interface RunPlan {
  /** Steps it takes; Infinity until stopped. */
  readonly length: number;
  /** Steps that schedules are laid over; null until stopped. */
  readonly totalSteps: number | null;
  /** Steps before the clock is started. */
  readonly warmup: number;
  /** What it is evaluated on: on validation every `evalEvery` steps and at the end, on the test set at the end alone. */
  readonly splits: readonly Split[];
  readonly evalEvery: number;
}

/** How a round is run: only a race looks at the test set, and what is timed is not evaluated. */
export function runPlanOf(
  { race, training }: ExperimentSpec,
  { phase, steps }: Round,
  totalSteps: number | null,
): RunPlan {
  const { evalEvery } = training;
  const runPlan = { length: steps, totalSteps, warmup: 0, evalEvery };
  if (phase === 'timing') return { ...runPlan, warmup: race.timing?.warmup ?? 0, splits: [] };
  return { ...runPlan, splits: phase === 'lr-search' ? ['validation'] : ['validation', 'test'] };
}

/** The next step at which all before must be settled: an evaluation, the start of the clock, or the end. */
export function nextRest({ length, warmup, splits, evalEvery }: RunPlan, submitted: number): number {
  const never = Number.POSITIVE_INFINITY;
  const evaluation = splits.includes('validation')
    ? (Math.floor(submitted / evalEvery) + 1) * evalEvery
    : never;
  return Math.min(length, evaluation, submitted < warmup ? warmup : never);
}

/** Whether `step` ends an evaluation interval that was not evaluated since `evaluatedAt`. */
export function isEvaluationDue({ splits, evalEvery }: RunPlan, step: number, evaluatedAt: number): boolean {
  return splits.includes('validation') && step > evaluatedAt && step % evalEvery === 0;
}

/** What is to be evaluated at the end of a run of `step` steps, in order. */
export function splitsAtEnd({ splits }: RunPlan, step: number, evaluatedAt: number): readonly Split[] {
  return step === 0 ? [] : splits.filter((split) => split === 'test' || step > evaluatedAt);
}
