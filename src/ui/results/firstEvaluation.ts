import { formatWhole } from '../../core/format.ts';
import { laneRun } from '../../store/rounds.ts';
import type { AppState } from '../../store/state.ts';

/** Where nothing of a lane has been evaluated yet: when it will be, or why it was not. */
export function firstEvaluationText({ run }: Pick<AppState, 'run'>, lane: number): string {
  const diverged = laneRun(run, lane).divergence;
  if (diverged) return `Diverged at step ${formatWhole(diverged.step)}, before the first evaluation`;
  if (run.state === 'finished' || run.state === 'failed') return 'Ended before the first evaluation';
  const { evalEvery } = run.displaySpec.training;
  return `First evaluation at step ${formatWhole(Math.min(evalEvery, run.totalSteps ?? evalEvery))}`;
}
