import type { Translator } from '../../messages/translator.ts';
import type { Evaluation } from '../../protocol/training-facts.ts';
import { laneRun } from '../../store/rounds.ts';
import type { AppState } from '../../store/state.ts';

/** What an evaluation was made on, and when: `Validation set, after 1 200 steps`; of several seeds at which. */
export function evaluationCaption(
  t: Translator,
  { split, step }: Pick<Evaluation, 'split' | 'step'>,
  seed: number | null,
): string {
  if (seed === null) return t('results.evaluation.caption', { split, steps: step });
  return t('results.evaluation.captionOfSeed', { split, steps: step, seed: String(seed) });
}

/** Where nothing of a lane has been evaluated yet: when it will be, or why it was not. */
export function firstEvaluationText(t: Translator, { run }: Pick<AppState, 'run'>, lane: number): string {
  const { divergence } = laneRun(run, lane);
  if (divergence) return t('results.evaluation.diverged', { step: t.format.whole(divergence.step) });
  if (run.state === 'finished' || run.state === 'failed') return t('results.evaluation.ended');
  const { evalEvery } = run.displaySpec.training;
  const step = Math.min(evalEvery, run.totalSteps ?? evalEvery);
  return t('results.evaluation.first', { step: t.format.whole(step) });
}

/** What the epochs list, and of several seeds of which: `Running training loss of seed 7`. */
export function epochsCaption(t: Translator, seed: number | null): string {
  return seed === null
    ? t('results.epochs.caption')
    : t('results.epochs.captionOfSeed', { seed: String(seed) });
}
