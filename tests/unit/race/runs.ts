import type { LaneState, RaceEvaluation, SeedRun } from '../../../src/race/outcome.ts';

/** Evaluations every 50 steps with these accuracies; the loss is 1 − accuracy. */
export const evaluationsOf = (accuracies: readonly number[]): RaceEvaluation[] =>
  accuracies.map((accuracy, i) => ({
    step: (i + 1) * 50,
    split: 'validation',
    accuracy,
    loss: 1 - accuracy,
  }));

/** A run at a seed that reached the target at a step, or came to its end without. */
export const runOf = (
  seed: number,
  targetStep: number | null,
  state: LaneState = targetStep === null ? 'finished' : 'target',
  accuracies: readonly number[] = [],
): SeedRun => ({ seed, state, targetStep, evaluations: evaluationsOf(accuracies) });
