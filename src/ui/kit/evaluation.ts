import type { Translator } from '../../messages/translator.ts';
import type { Evaluation } from '../../protocol/messages.ts';
import type { RunRounds } from '../../store/rounds.ts';
import { laneRun, latestRace } from '../../store/rounds.ts';
import type { AppState, LaneRun } from '../../store/state.ts';

/** The test evaluation once there is one, before that the latest on the validation split. */
export function evaluationShown(lane: LaneRun): Evaluation | null {
  return lane.test ?? lane.latestValidation ?? null;
}

/** The seed of what is shown of a lane, its latest race; null where only one is raced. */
export function seedShown(run: RunRounds, lane: number): number | null {
  return run.displaySpec.seeds > 1 ? (latestRace(run, lane)?.round.round.seed ?? null) : null;
}

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
