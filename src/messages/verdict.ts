import type { Headline, Reason } from '../race/conclusion.ts';
import type { Target } from '../race/outcome.ts';
import type { LookProgress, Precision, TestResult } from '../race/test-result.ts';
import type { Phrase } from './phrase.ts';
import { figureTag, phraseOf } from './phrase.ts';
import { limitText, pText, ratioRangeText, stepsText, targetText } from './race-figures.ts';
import { joinSentences, sentenceGap } from './sentences.ts';
import type { Translator } from './translator.ts';

/** What a sentence about a race names. */
export interface RaceNames {
  /** Of the lanes, in their order. */
  readonly lanes: readonly string[];
  readonly target: Target | null;
}

const nameOf = ({ lanes }: RaceNames, lane: number): string => lanes[lane] ?? '';

const goalText = (t: Translator, { target }: RaceNames): string =>
  target === null ? t('verdict.goal.end') : targetText(t, target);

/** What was decided, in a line. */
export function headlineText(t: Translator, headline: Headline, race: RaceNames): string {
  switch (headline.id) {
    case 'fastest':
      return t('verdict.headline.fastest', { lane: nameOf(race, headline.lane), goal: goalText(t, race) });
    case 'mostAccurate':
      return t('verdict.headline.mostAccurate', {
        lane: nameOf(race, headline.lane),
        compared: headline.compared > 2 ? 'other' : 'two',
      });
    case 'open':
    case 'firstLook':
    case 'tooFew':
      return t(`verdict.headline.${headline.id}`, { seeds: headline.seeds });
    case 'nobody':
      return t('verdict.headline.nobody', { goal: goalText(t, race) });
    case 'missesMore':
    case 'divergesMore':
    case 'allDiverged':
    case 'oneLane':
    case 'nothing':
      return t(`verdict.headline.${headline.id}`);
  }
}

/** How it came to that: sentences with the figures. */
export function reasonsPhrase(t: Translator, reasons: readonly Reason[], race: RaceNames): Phrase {
  const space = sentenceGap(t);
  return reasons.flatMap((reason, i) => {
    const phrase = reasonPhrase(t, reason, race);
    return i === 0 || space === '' ? phrase : [space, ...phrase];
  });
}

function reasonPhrase(t: Translator, reason: Reason, race: RaceNames): Phrase {
  const name = (lane: number): string => nameOf(race, lane);
  const goal = goalText(t, race);
  const b = figureTag;
  switch (reason.id) {
    case 'ratios':
      return ratiosPhrase(t, reason, race);
    case 'medianSteps': {
      const others = t.format.and(reason.others.map((steps) => stepsText(t, steps)));
      return phraseOf(t.rich('verdict.why.medianSteps', { own: stepsText(t, reason.own), others, b }));
    }
    case 'medianAccuracies': {
      const others = reason.others.map(({ lane, accuracy }) =>
        accuracy === null
          ? t('verdict.why.noResultOf', { lane: name(lane) })
          : t('verdict.why.accuracyOf', { accuracy: t.format.percent(accuracy), lane: name(lane) }),
      );
      return phraseOf(
        t.rich('verdict.why.medianAccuracies', {
          seeds: t.format.whole(reason.seeds),
          own: t.format.percent(reason.own),
          others: t.format.and(others),
          b,
        }),
      );
    }
    case 'reached': {
      const others = reason.others.map(({ lane, reached }) =>
        t('verdict.why.reachedBy', { lane: name(lane), reached: t.format.whole(reached) }),
      );
      const [own, seeds] = [t.format.whole(reason.own), t.format.whole(reason.seeds)];
      return phraseOf(t.rich('verdict.why.reached', { goal, own, seeds, others: t.format.and(others), b }));
    }
    case 'missed':
    case 'diverged': {
      const counts = { count: t.format.whole(reason.count), seeds: t.format.whole(reason.seeds) };
      const lane = name(reason.lane);
      if (reason.id === 'diverged') return [t('verdict.why.diverged', { lane, ...counts })];
      return [t('verdict.why.missed', { lane, goal, ...counts })];
    }
    case 'noDifference':
      if (reason.test === null) return [t('verdict.why.noDifference')];
      return [t('verdict.why.noDifferenceTested', { p: pText(reason.test.p, reason.test.alpha) })];
    case 'openRatio':
    case 'openAccuracy':
      return openPhrase(t, reason, race);
    case 'looksLeft':
      return [t('verdict.why.looksLeft', { looks: reason.looks })];
    case 'missesMore':
    case 'divergesMore':
      return missesPhrase(t, reason, race);
    case 'aheadBySteps':
    case 'aheadByAccuracy':
      return aheadPhrase(t, reason, race);
    case 'levelInSteps':
    case 'levelInAccuracy': {
      const isSteps = reason.id === 'levelInSteps';
      const value = isSteps ? stepsText(t, reason.value) : t.format.percent(reason.value);
      return [t(`verdict.why.${reason.id}`, { lane: name(reason.lane), rival: name(reason.rival), value })];
    }
    case 'nobody':
      return [t('verdict.why.nobody', { goal })];
    case 'notBest':
    case 'needed':
      return [t(`verdict.why.${reason.id}`, { seeds: t.format.whole(reason.seeds) })];
    case 'inSeeds':
    case 'finished':
      return [t(`verdict.why.${reason.id}`, { seeds: reason.seeds })];
    case 'othersStopped':
    case 'excluded':
      return [t(`verdict.why.${reason.id}`, { lanes: t.format.and(reason.lanes.map(name)) })];
    case 'allDiverged':
    case 'oneSeedOnly':
    case 'oneLane':
    case 'noSeedEnded':
    case 'allStopped':
      return [t(`verdict.why.${reason.id}`)];
  }
}

type Of<Id extends Reason['id']> = Extract<Reason, { readonly id: Id }>;

function ratiosPhrase(t: Translator, { seeds, shown, rivals }: Of<'ratios'>, race: RaceNames): Phrase {
  const [first, second, third] = shown.map(({ lane, ratio }) => ({
    lane: nameOf(race, lane),
    ratio: ratioRangeText(ratio),
  }));
  if (first === undefined) return [];
  const b = figureTag;
  const one = { seeds: t.format.whole(seeds), lane1: first.lane, ratio1: first.ratio, b };
  if (rivals !== null)
    return phraseOf(t.rich('verdict.why.nearest', { ...one, rivals: t.format.whole(rivals) }));
  if (second === undefined) return phraseOf(t.rich('verdict.why.ratios1', one));
  const two = { ...one, lane2: second.lane, ratio2: second.ratio };
  if (third === undefined) return phraseOf(t.rich('verdict.why.ratios2', two));
  return phraseOf(t.rich('verdict.why.ratios3', { ...two, lane3: third.lane, ratio3: third.ratio }));
}

function openPhrase(t: Translator, reason: Of<'openRatio' | 'openAccuracy'>, race: RaceNames): Phrase {
  const b = figureTag;
  const lanes = { lane: nameOf(race, reason.lane), rival: nameOf(race, reason.rival) };
  const p = reason.test && pText(reason.test.p, reason.test.alpha);
  if (reason.id === 'openRatio') {
    const values = { ...lanes, ratio: ratioRangeText(reason.ratio), b };
    if (p === null) return phraseOf(t.rich('verdict.why.openRatio', values));
    return phraseOf(t.rich('verdict.why.openRatioTested', { ...values, p }));
  }
  const [own, other] = [t.format.percent(reason.own), t.format.percent(reason.other)];
  if (p === null) return phraseOf(t.rich('verdict.why.openAccuracy', { ...lanes, own, other, b }));
  return phraseOf(t.rich('verdict.why.openAccuracyTested', { ...lanes, own, other, p, b }));
}

function missesPhrase(t: Translator, reason: Of<'missesMore' | 'divergesMore'>, race: RaceNames): Phrase {
  const lane = nameOf(race, reason.lane);
  const rival = nameOf(race, reason.rival);
  const counts = { count: t.format.whole(reason.count), seeds: t.format.whole(reason.seeds) };
  const of = { rival, count: t.format.whole(reason.rivalCount) };
  const gap = sentenceGap(t);
  if (reason.id === 'divergesMore') {
    const own = phraseOf(t.rich('verdict.why.divergesMore', { lane, ...counts, b: figureTag }));
    const other =
      reason.rivalCount === 0
        ? t('verdict.why.rivalNeverDiverged', { rival })
        : t('verdict.why.rivalDiverged', of);
    return [...own, gap, other];
  }
  const goal = goalText(t, race);
  const own = phraseOf(t.rich('verdict.why.missesMore', { lane, goal, ...counts, b: figureTag }));
  const other =
    reason.rivalCount === 0 ? t('verdict.why.rivalMissedNone', { rival }) : t('verdict.why.rivalMissed', of);
  return [...own, gap, other];
}

function aheadPhrase(t: Translator, reason: Of<'aheadBySteps' | 'aheadByAccuracy'>, race: RaceNames): Phrase {
  const b = figureTag;
  const lanes = { lane: nameOf(race, reason.lane), rival: nameOf(race, reason.rival) };
  if (reason.id === 'aheadBySteps') {
    const own = stepsText(t, reason.own);
    if (reason.other === null) return phraseOf(t.rich('verdict.why.aheadAlone', { ...lanes, own, b }));
    const other = stepsText(t, reason.other);
    return phraseOf(t.rich('verdict.why.aheadBySteps', { ...lanes, own, other, b }));
  }
  const own = t.format.percent(reason.own);
  if (reason.other === null) return phraseOf(t.rich('verdict.why.aheadAliveAlone', { ...lanes, own, b }));
  const other = t.format.percent(reason.other);
  return phraseOf(t.rich('verdict.why.aheadByAccuracy', { ...lanes, own, other, b }));
}

/** Rivals whose p is told one by one. */
const maxNamed = 3;

/** How it was decided: the p of each rival at the last look, and the largest that decides. */
export function testText(
  t: Translator,
  { rivals, alpha, seeds, looks }: TestResult,
  race: RaceNames,
): { readonly result: string; readonly needed: string } {
  const results =
    rivals.length > maxNamed
      ? t('verdict.how.each', {
          p: pText(Math.max(...rivals.map(({ p }) => p)), alpha),
          lanes: t.format.whole(rivals.length),
        })
      : t.format.and(
          rivals.map(({ lane, p }) =>
            t('verdict.how.against', { p: pText(p, alpha), lane: nameOf(race, lane) }),
          ),
        );
  return {
    result:
      seeds === null
        ? t('verdict.how.reached', { results })
        : t('verdict.how.reachedAt', { results, seeds: t.format.whole(seeds) }),
    needed: t('verdict.how.needed', { limit: limitText(alpha), looks }),
  };
}

/** How closely steps are known, and what a pair alone needs to claim; empty where that says nothing. */
export function precisionText(t: Translator, { steps, pairLimit }: Precision): string {
  const precision =
    steps === null
      ? ''
      : t('verdict.how.evaluated', {
          every: steps.every,
          from: stepsText(t, steps.from),
          to: stepsText(t, steps.to),
        });
  const claim = pairLimit === null ? '' : t('verdict.how.pairLimit', { limit: limitText(pairLimit) });
  return joinSentences(t, precision, claim);
}

/** Where the race is in its looks, beside the tabs. */
export function lookText(t: Translator, progress: LookProgress): string {
  if (progress.id === 'first') return t('verdict.look.first', { seeds: t.format.whole(progress.seeds) });
  const { look, looks } = progress;
  return t(`verdict.look.${progress.id}`, { look: t.format.whole(look), looks: t.format.whole(looks) });
}
