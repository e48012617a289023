import type { Translator } from '../../messages/translator.ts';
import { laneRun } from '../../store/rounds.ts';
import type { AppState } from '../../store/state.ts';

/** Where nothing of a lane has been evaluated yet: when it will be, or why it was not. */
export function firstEvaluationText(t: Translator, { run }: Pick<AppState, 'run'>, lane: number): string {
  const { divergence } = laneRun(run, lane);
  if (divergence) return t('results.evaluation.diverged', { step: t.format.whole(divergence.step) });
  if (run.state === 'finished' || run.state === 'failed') return t('results.evaluation.ended');
  const { evalEvery } = run.displaySpec.training;
  const step = Math.min(evalEvery, run.totalSteps ?? evalEvery);
  return t('results.evaluation.first', { step: t.format.whole(step) });
}
