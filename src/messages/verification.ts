import { engineFacts } from '../core/engine.ts';
import type { AdapterReport } from '../protocol/training-facts.ts';
import type { Difference, Verification, VerificationProgress } from '../race/verification.ts';
import { adapterText } from './adapter.ts';
import { joinSentences } from './sentences.ts';
import type { Translator } from './translator.ts';

/** As many digits as tell two float32 apart, and two float64. */
const digits = { step: 9, evaluation: 17 };

const phaseOf = (phase: Difference['phase']) => (phase === 'lr-search' ? 'search' : phase);

/** What came of training a result again, in a sentence or two. @param lanes the names of its lanes, in its order */
export function verificationText(
  t: Translator,
  verification: Verification,
  lanes: readonly string[],
): { readonly title: string; readonly text: string } {
  const { losses } = verification;
  if (verification.id === 'same') {
    const { evaluations } = verification;
    const more = evaluations === 0 ? '' : t('results.verify.sameEvaluations', { evaluations });
    return { title: t('results.verify.same', { losses }), text: more };
  }
  const { phase, seed, lane, lr, step } = verification.at;
  const title = t('results.verify.differs', {
    lane: lanes[lane] ?? '',
    phase: phaseOf(phase),
    seed: String(seed),
    lr: t.format.chosen(lr ?? 0),
    step: t.format.whole(step),
  });
  return {
    title,
    text: joinSentences(t, valuesText(t, verification.at), t('results.verify.before', { losses })),
  };
}

function valuesText(t: Translator, { measure, expected, got }: Difference): string {
  const exact = (value: number) =>
    t.format.chosen(value, measure === 'loss' ? digits.step : digits.evaluation);
  if (got === null) return t('results.verify.ended', { measure, expected: exact(expected) });
  return t('results.verify.values', { measure, expected: exact(expected), got: exact(got) });
}

/** Which round is trained again, and how far it is. */
export const verificationRoundText = (
  t: Translator,
  { phase, seed, step, steps, lanes }: VerificationProgress,
): string =>
  t('results.verify.round', {
    phase: phaseOf(phase),
    seed: String(seed),
    step: t.format.whole(step),
    steps: t.format.whole(steps),
    lanes,
  });

/** How many losses were compared. */
export const verificationLossesText = (
  t: Translator,
  { losses, total }: Pick<VerificationProgress, 'losses' | 'total'>,
): string => t('results.verify.soFar', { losses: t.format.whole(losses), total: t.format.whole(total) });

/** Where the same losses come again, to the bit, of what was trained on an adapter: only our own kernels promise it. */
export function reproducibleText(t: Translator, adapter: AdapterReport | null): string {
  if (adapter === null) return '–';
  const { engine, portable } = engineFacts(adapter);
  if (portable) return t('results.verify.reproducible.everywhere');
  return t(
    engine === 'webgpu'
      ? 'results.verify.reproducible.sameAdapter'
      : 'results.verify.reproducible.notPromised',
  );
}

/** Why a result is not trained again, where its bits are not portable. */
export function notPortableText(t: Translator, adapter: AdapterReport): string {
  const ofAdapter = { adapter: adapterText(t, adapter) };
  return engineFacts(adapter).engine === 'webgpu'
    ? t('results.verify.notPortable', ofAdapter)
    : t('results.verify.notPromised', ofAdapter);
}
