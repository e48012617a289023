import { targetText } from '../../messages/race-figures.ts';
import { joinSentences } from '../../messages/sentences.ts';
import type { Translator } from '../../messages/translator.ts';
import type { Target } from '../../race/outcome.ts';

interface TargetFacts {
  /** Of the run that is shown; null where only one is raced. */
  readonly seed: number | null;
  readonly target: Target | null;
  readonly targetStep: number | null;
  /** The step at which it diverged. */
  readonly divergedAt: number | null;
  /** True once the test set was looked at: nothing more comes. */
  readonly isTested: boolean;
  /** The seeds decided so far, and how many of these reached the target. */
  readonly seeds: { readonly decided: number; readonly reached: number };
}

/** What became of a run and its target: `Seed 7 did not reach 70 %; 5 of 7 seeds did.` */
export function targetWords(
  t: Translator,
  { seed, target, targetStep, divergedAt, isTested, seeds }: TargetFacts,
): string {
  const who = seed === null ? t('results.target.run') : t('results.target.seed', { seed: String(seed) });
  const goal = target === null ? '' : goalText(t, target);
  const counts = { goal, reached: t.format.whole(seeds.reached), decided: t.format.whole(seeds.decided) };
  const isCounted = seed !== null && target !== null && seeds.decided > 1;
  if (divergedAt !== null) {
    const step = t.format.whole(divergedAt);
    if (isCounted) return t('results.target.divergedOf', { who, step, ...counts });
    return t('results.target.diverged', { who, step });
  }
  const end = isTested ? '' : t('results.target.test');
  if (target === null) return end;
  if (targetStep !== null) {
    const step = t.format.whole(targetStep);
    const reached = isCounted
      ? t('results.target.reachedOf', { who, step, ...counts })
      : t('results.target.reached', { who, step, goal });
    return joinSentences(t, reached, end);
  }
  if (!isTested) return end;
  return isCounted
    ? t('results.target.missedOf', { who, ...counts })
    : t('results.target.missed', { who, goal });
}

const goalText = (t: Translator, target: Target): string =>
  target.metric === 'validationLoss'
    ? t('results.target.loss', { value: t.format.chosen(target.value, 6) })
    : targetText(t, target);
