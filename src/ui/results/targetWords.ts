import { formatWhole } from '../../core/format.ts';
import type { Target } from '../../race/outcome.ts';
import { targetText } from '../../race/words.ts';

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
export function targetWords({ seed, target, targetStep, divergedAt, isTested, seeds }: TargetFacts): string {
  const who = seed === null ? 'The run' : `Seed ${formatWhole(seed)}`;
  const goal = target === null ? '' : goalText(target);
  const count = `${formatWhole(seeds.reached)} of ${formatWhole(seeds.decided)} seeds`;
  const isCounted = seed !== null && target !== null && seeds.decided > 1;
  const others = isCounted ? `; ${count} reached ${goal}` : '';
  if (divergedAt !== null) return `${who} diverged at step ${formatWhole(divergedAt)}${others}.`;
  const end = isTested ? '' : ' The test set is looked at once, at the end.';
  if (target === null) return end.trim();
  if (targetStep !== null) {
    const step = `${who} reached ${goal} on validation at step ${formatWhole(targetStep)}`;
    return `${step}${isCounted ? `; ${count} reached it` : ''}.${end}`;
  }
  if (!isTested) return end.trim();
  return `${who} did not reach ${goal} on validation${isCounted ? `; ${count} did` : ''}.`;
}

const goalText = (target: Target): string =>
  target.metric === 'validationLoss' ? `a loss of ${target.value}` : targetText(target);
