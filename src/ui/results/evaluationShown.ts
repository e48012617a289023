import type { Translator } from '../../messages/translator.ts';
import type { Evaluation } from '../../protocol/messages.ts';
import type { RunRounds } from '../../store/rounds.ts';
import { latestRace } from '../../store/rounds.ts';
import type { LaneRun } from '../../store/state.ts';

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

/** What the epochs list, and of several seeds of which: `Running training loss of seed 7`. */
export function epochsCaption(t: Translator, seed: number | null): string {
  return seed === null
    ? t('results.epochs.caption')
    : t('results.epochs.captionOfSeed', { seed: String(seed) });
}
