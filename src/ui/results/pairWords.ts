import type { Pair } from '../../race/pair.ts';
import type { Verdict } from '../../race/verdict.ts';
import { latestLook } from '../../race/verdict.ts';
import { listText } from '../../race/words.ts';
import { pointsText, pPhrase, ratioRangeText, spanText } from './figureWords.ts';

/** What stands beside the strip of a pair. */
export interface PairText {
  /** `0.84×`; null where a median seed missed the target. */
  readonly figure: string | null;
  /** `0.78–0.89`. */
  readonly interval: string | null;
  /** Whether the pair alone shows a difference, and whose; null before the first look. */
  readonly finding: { readonly text: string; readonly isClaim: boolean } | null;
  /** `p = 0.0020 · SGD missed 2`. */
  readonly detail: string;
}

export function pairText(pair: Pair, verdict: Verdict, names: readonly string[]): PairText {
  const { estimate, interval } = pair;
  const isSteps = verdict.score === 'steps';
  const test = testShown(pair, verdict);
  return {
    figure: estimate && (isSteps ? ratioRangeText(estimate) : pointsText(estimate.low)),
    interval: interval && (isSteps ? spanText(interval) : pointsSpan(interval.low, interval.high)),
    finding: test && findingOf(pair, verdict, names),
    detail: [...(test ? [testText(test, verdict)] : []), ...missedParts(pair, verdict, names)].join(' · '),
  };
}

/** The test a pair is shown by: at the look that let it claim, else at the last that was taken. */
function testShown({ tests, claim }: Pair, verdict: Verdict): Pair['tests'][number] | null {
  const seeds = claim?.seeds ?? latestLook(verdict)?.seeds;
  return tests.find((test) => test.seeds === seeds) ?? null;
}

function testText({ p, seeds }: Pair['tests'][number], verdict: Verdict): string {
  const text = pPhrase(p, pairLimit(verdict, seeds));
  return seeds === verdict.n ? text : `${text} at ${seeds} seeds`;
}

/** The largest p at which a pair alone claims, at a look. */
export function pairLimit({ looks, comparisons }: Verdict, seeds: number): number {
  const alpha = looks.find((look) => look.seeds === seeds)?.alpha ?? 0;
  return alpha / Math.max(1, comparisons);
}

function findingOf(pair: Pair, verdict: Verdict, names: readonly string[]): PairText['finding'] {
  const name = (lane: number) => names[lane] ?? '';
  if (pair.claim) return { text: `${name(pair.claim.ahead)} ahead`, isClaim: true };
  const test = testShown(pair, verdict);
  const isVerdict = verdict.kind === 'winner' && pair.lane.lane === verdict.leader;
  if (isVerdict) return { text: 'counts towards the verdict', isClaim: false };
  const passes = test !== null && test.ahead !== null && test.p <= pairLimit(verdict, test.seeds);
  if (passes) return { text: `${name(test.ahead ?? 0)} ahead, but misses more`, isClaim: false };
  return { text: 'no difference shown', isClaim: false };
}

/** `Adam missed 1, SGD missed 2`: the target; without one a seed without a result diverged. */
function missedParts({ lane, baseline }: Pair, { score }: Verdict, names: readonly string[]): string[] {
  const parts = [lane, baseline].filter(({ missed }) => missed > 0);
  const text = parts.map(({ lane: at, missed, diverged }) => {
    const name = names[at] ?? '';
    if (score === 'accuracy') return `${name} diverged in ${missed}`;
    return `${name} missed ${missed}${diverged === 0 ? '' : ` (${diverged} diverged)`}`;
  });
  return text.length === 0 ? [] : [text.join(', ')];
}

const pointsSpan = (low: number, high: number): string =>
  low === high ? pointsText(low) : `${pointsText(low).replace('\u202fpt', '')} to ${pointsText(high)}`;

/** A pair and all that is said of it, for who does not see the strip. */
export function pairSentence(pair: Pair, verdict: Verdict, names: readonly string[]): string {
  const { figure, interval, finding, detail } = pairText(pair, verdict, names);
  const who = listText([pair.lane, pair.baseline].map(({ lane }) => names[lane] ?? ''));
  const parts = [
    figure ?? [],
    interval === null ? [] : `interval ${interval}`,
    finding?.text ?? [],
    detail || [],
  ];
  return `${who}: ${parts.flat().join(', ')}.`;
}
