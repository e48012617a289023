import type { Pair } from '../race/pair.ts';
import type { Finding, PairResult } from '../race/test-result.ts';
import type { Verdict } from '../race/verdict.ts';
import { pointsText, pText, ratioRangeText, spanText } from './race-figures.ts';
import { joinItems } from './sentences.ts';
import type { Translator } from './translator.ts';

/** What stands beside the strip of a pair. */
export interface PairText {
  /** `0.84×`; null where a median seed missed the target. */
  readonly figure: string | null;
  /** `0.78–0.89`. */
  readonly interval: string | null;
  /** Null before the first look. */
  readonly finding: string | null;
  /** `p = 0.0020 · SGD missed 2`. */
  readonly detail: string;
}

/** @param names of the race's lanes */
export function pairText(
  t: Translator,
  { estimate, interval, lane, baseline }: Pair,
  { finding, test }: PairResult,
  { score }: Pick<Verdict, 'score'>,
  names: readonly string[],
): PairText {
  const isSteps = score === 'steps';
  const misses = joinItems(
    t,
    [lane, baseline].filter(({ missed }) => missed > 0).map((side) => missedText(t, side, isSteps, names)),
  );
  const details = [test === null ? '' : testText(t, test), misses].filter((text) => text !== '');
  return {
    figure: estimate && (isSteps ? ratioRangeText(estimate) : pointsText(t, estimate.low)),
    interval: interval && (isSteps ? spanText(interval) : pointsSpan(t, interval.low, interval.high)),
    finding: finding && findingText(t, finding, names),
    detail: details
      .slice(1)
      .reduce((first, rest) => t('verdict.pair.parts', { first, rest }), details[0] ?? ''),
  };
}

function testText(t: Translator, { p, limit, seeds }: NonNullable<PairResult['test']>): string {
  const text = pText(p, limit);
  return seeds === null ? text : t('verdict.pair.at', { p: text, seeds: t.format.whole(seeds) });
}

function findingText(t: Translator, finding: Finding, names: readonly string[]): string {
  if (finding.id === 'ahead' || finding.id === 'missesMore')
    return t(`verdict.pair.${finding.id}`, { lane: names[finding.lane] ?? '' });
  return t(`verdict.pair.${finding.id}`);
}

/** Seeds without the target; without one a seed without a result diverged. */
function missedText(
  t: Translator,
  { lane: at, missed, diverged }: Pair['lane'],
  isSteps: boolean,
  names: readonly string[],
): string {
  const of = { lane: names[at] ?? '', count: t.format.whole(missed) };
  if (!isSteps) return t('verdict.pair.diverged', of);
  if (diverged === 0) return t('verdict.pair.missed', of);
  return t('verdict.pair.missedDiverged', { ...of, diverged: t.format.whole(diverged) });
}

function pointsSpan(t: Translator, low: number, high: number): string {
  const ends = { low: pointsText(t, low), high: pointsText(t, high) };
  return low === high ? ends.low : t('verdict.pair.points', ends);
}

/** A pair and all that is said of it, for who does not see the strip. */
export function pairSentence(
  t: Translator,
  { figure, interval, finding, detail }: PairText,
  { lane, baseline }: Pair,
  names: readonly string[],
): string {
  const parts = [
    figure ?? '',
    interval === null ? '' : t('verdict.pair.interval', { interval }),
    finding ?? '',
    detail,
  ].filter((part) => part !== '');
  return t('verdict.pair.sentence', {
    lanes: t.format.and([lane, baseline].map((side) => names[side.lane] ?? '')),
    parts: joinItems(t, parts),
  });
}
