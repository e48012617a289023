import { formatPercent } from '../../core/format.ts';
import type { Target } from '../../race/outcome.ts';
import type { Pair, Side } from '../../race/pair.ts';
import { minSeedsToClaim } from '../../race/seed-counts.ts';
import type { Verdict } from '../../race/verdict.ts';
import { decidingLook, latestLook } from '../../race/verdict.ts';
import { listText, stepsText, targetText } from '../../race/words.ts';
import { isOver } from '../../store/rounds.ts';
import type { RunSlice } from '../../store/state.ts';
import { countWord, limitText, pText, ratioRangeText } from './figureWords.ts';
import { pairLimit } from './pairWords.ts';

/** What beside the facts a sentence about a race needs. */
export interface RaceWords {
  /** Of the lanes, in their order. */
  readonly names: readonly string[];
  readonly target: Target | null;
  readonly evalEvery: number;
  /** Seeds the race is to have. */
  readonly planned: number;
  /** Whether nothing more of it is trained. */
  readonly isOver: boolean;
}

/** What the sentences about a race need of its run. */
export function raceWords(run: RunSlice): RaceWords {
  const { lanes, training, seeds } = run.displaySpec;
  return {
    names: lanes.map(({ name }) => name),
    target: training.target,
    evalEvery: training.evalEvery,
    planned: seeds,
    isOver: isOver(run),
  };
}

/** A sentence in pieces; figures stand out. */
export type Phrase = readonly (string | { readonly figure: string })[];

export const plainText = (phrase: Phrase): string =>
  phrase.map((part) => (typeof part === 'string' ? part : part.figure)).join('');

const fig = (figure: string) => ({ figure });

/** What was decided, in a line. */
export function verdictTitle(verdict: Verdict, race: RaceWords): string {
  const { kind, n, leader, score } = verdict;
  const isSteps = score === 'steps';
  switch (kind) {
    case 'winner':
      return isSteps
        ? `${race.names[leader ?? 0]} reaches ${goalText(race)} first`
        : `${race.names[leader ?? 0]} ends with the ${comparedOf(verdict) > 2 ? 'highest' : 'higher'} accuracy`;
    case 'open':
      return `Open after ${latestLook(verdict)?.seeds ?? n} seeds`;
    case 'missesMore':
      return isSteps ? 'Open: faster, but misses more often' : 'Open: better, but diverges more often';
    case 'nobody':
      return isSteps ? `No lane reached ${goalText(race)}` : 'Every lane diverged';
    case 'oneLane':
      return 'One lane is not a race';
    default:
      return earlyTitle(verdict, race);
  }
}

/** Before the first look. */
function earlyTitle({ kind, n }: Verdict, { isOver, planned }: RaceWords): string {
  if (!isOver && planned >= minSeedsToClaim) return `The first look is after ${minSeedsToClaim} seeds`;
  if (isOver && kind === 'undecided') return 'Nothing to compare';
  const seeds = isOver ? n : planned;
  return seeds === 1 ? 'One seed is not enough' : `${capital(countWord(seeds))} seeds are not enough`;
}

/** How it came to that: a sentence or two with the figures. */
export function verdictWhy(verdict: Verdict, race: RaceWords): Phrase {
  const phrase = whyOf(verdict, race);
  const excluded = verdict.excluded.flatMap((lane) => race.names[lane] ?? []);
  if (excluded.length === 0 || verdict.kind === 'undecided') return phrase;
  return [...phrase, ` Stopped by hand and not compared: ${excluded.join(', ')}.`];
}

function whyOf(verdict: Verdict, race: RaceWords): Phrase {
  const pair = verdict.decidingPair === null ? undefined : verdict.pairs[verdict.decidingPair];
  switch (verdict.kind) {
    case 'winner':
      return verdict.score === 'steps' ? winnerSteps(verdict, race) : winnerAccuracy(verdict, race);
    case 'open':
      return pair ? [...openPhrase(pair, verdict, race), ` ${looksLeft(verdict)}`] : [looksLeft(verdict)];
    case 'missesMore':
      return pair ? missesPhrase(pair, verdict, race) : [];
    case 'oneSeed':
      return pair && race.isOver ? oneSeedPhrase(pair, verdict, race) : earlyPhrase(verdict, race);
    case 'nobody':
      return [`In ${countWord(verdict.n)} seeds. A lower target or a longer race may tell them apart.`];
    case 'oneLane':
      return ['Add a lane to compare.'];
    default:
      return earlyPhrase(verdict, race);
  }
}

function winnerSteps(verdict: Verdict, race: RaceWords): Phrase {
  const rivals = rivalsOf(verdict);
  const timed = rivals.filter(({ estimate }) => estimate !== null);
  const [nearest] = rivals;
  if (nearest === undefined) return [];
  if (timed.length === 0) return [...reachedPhrase(nearest.lane, verdict, race), ...later(verdict)];
  const shown = rivals.length > 3 ? timed.slice(0, 1) : timed;
  const ratios = shown.flatMap(({ estimate, baseline }, i): Phrase => {
    const name = race.names[baseline.lane] ?? '';
    return estimate ? [linkAt(i, shown.length), fig(ratioRangeText(estimate)), ` the steps of ${name}`] : [];
  });
  const rest = rivals.length > 3 ? `, the nearest of ${rivals.length}` : '';
  const medians = [nearest.lane, ...shown.map(({ baseline }) => baseline)].map(({ median }) =>
    fig(stepsText(median ?? 0)),
  );
  const [winnerMedian, ...others] = medians;
  const against = others.flatMap((figure, i): Phrase => [linkAt(i, others.length), figure]);
  const missing = rivals.length > 3 ? [] : rivals.filter(({ estimate }) => estimate === null);
  return [
    `Over ${verdict.n} seeds it needed `,
    ...ratios,
    `${rest}. Median: by step `,
    winnerMedian ?? '',
    ', against ',
    ...against,
    '.',
    ...missing.map(({ baseline }) => ` ${missedText(baseline, verdict.n, race)}.`),
    ...later(verdict),
  ];
}

function winnerAccuracy(verdict: Verdict, race: RaceWords): Phrase {
  const rivals = rivalsOf(verdict).slice(0, 3);
  const [nearest] = rivals;
  if (nearest === undefined) return [];
  const others = rivals.flatMap(({ baseline }, i): Phrase => {
    const name = race.names[baseline.lane] ?? '';
    const figure = baseline.median === null ? 'no result' : formatPercent(baseline.median);
    return [linkAt(i, rivals.length), fig(figure), ` (${name})`];
  });
  const accuracy = fig(formatPercent(nearest.lane.median ?? Number.NaN));
  return [
    `Over ${verdict.n} seeds its median was `,
    accuracy,
    ', against ',
    ...others,
    '.',
    ...later(verdict),
  ];
}

/** What stands before the i-th of so many in a list. */
const linkAt = (i: number, count: number): string => (i === 0 ? '' : i === count - 1 ? ' and ' : ', ');

/** A look decides once. Where the seeds raced since turned round what it saw, that is said. */
function later(verdict: Verdict): Phrase {
  const decided = decidingLook(verdict);
  if (decided === null || decided.seeds === verdict.n) return [];
  const worse = rivalsOf(verdict).some(({ lane, baseline }) => {
    if (lane.median === null || baseline.median === null)
      return lane.median === null && baseline.median !== null;
    return verdict.score === 'steps' ? lane.median > baseline.median : lane.median < baseline.median;
  });
  return worse ? [` Over all ${verdict.n} seeds its median is not the best.`] : [];
}

function openPhrase(pair: Pair, verdict: Verdict, race: RaceWords): Phrase {
  const { lane, baseline, estimate } = pair;
  const [laneName, other] = [race.names[lane.lane] ?? '', race.names[baseline.lane] ?? ''];
  const look = latestLook(verdict);
  const test = pair.tests.find(({ seeds }) => seeds === look?.seeds);
  const p = test && look ? ` (p = ${pText(test.p, look.alpha)})` : '';
  if (estimate === null) {
    const text = [lane, baseline].map((side) => missedText(side, verdict.n, race));
    return [`${text.join(', ')}${p}: no difference shown.`];
  }
  if (verdict.score === 'steps') {
    return [
      `${laneName} needed `,
      fig(ratioRangeText(estimate)),
      ` the steps of ${other}${p}: no winner shown.`,
    ];
  }
  const [a, b] = [lane, baseline].map(({ median }) => fig(formatPercent(median ?? Number.NaN)));
  return [`${laneName} ended at `, a ?? '', `, ${other} at `, b ?? '', `${p}: no winner shown.`];
}

/** `Three looks are left.` */
function looksLeft(verdict: Verdict): string {
  const left = verdict.looks.filter(({ seeds }) => seeds > (latestLook(verdict)?.seeds ?? 0)).length;
  if (left === 0) return 'That was the last look.';
  return left === 1 ? 'One look is left.' : `${capital(countWord(left))} looks are left.`;
}

function missesPhrase({ lane, baseline }: Pair, verdict: Verdict, race: RaceWords): Phrase {
  const [laneName, other] = [race.names[lane.lane] ?? '', race.names[baseline.lane] ?? ''];
  if (verdict.score === 'accuracy') {
    const rival = baseline.missed === 0 ? `${other} never did` : `${other} in ${baseline.missed}`;
    return [
      `${laneName} was better where it did not diverge, but diverged in ${lane.missed} of ${verdict.n} seeds. ${rival}.`,
    ];
  }
  const rival = baseline.missed === 0 ? `${other} missed none` : `${other} in ${baseline.missed}`;
  const goal = goalText(race);
  return [
    `${laneName} was faster where it reached ${goal}, but missed it in `,
    fig(`${lane.missed} of ${verdict.n}`),
    ` seeds. ${rival}.`,
  ];
}

function oneSeedPhrase({ lane, baseline }: Pair, verdict: Verdict, race: RaceWords): Phrase {
  const [laneName, other] = [race.names[lane.lane] ?? '', race.names[baseline.lane] ?? ''];
  const end = ' Another start can turn that round.';
  if (lane.median === null) {
    return [verdict.score === 'steps' ? `No lane reached ${goalText(race)}.` : 'Every lane diverged.', end];
  }
  const figure = ({ median }: Side) =>
    median === null
      ? 'never'
      : verdict.score === 'steps'
        ? `by step ${stepsText(median)}`
        : `at ${formatPercent(median)}`;
  if (lane.median === baseline.median)
    return [`${laneName} and ${other} were level this time, ${figure(lane)}.`, end];
  return [
    `${laneName} was ahead this time: `,
    fig(figure(lane)),
    `, ${other} `,
    fig(figure(baseline)),
    '.',
    end,
  ];
}

function earlyPhrase(verdict: Verdict, { isOver, names }: RaceWords): Phrase {
  const { n, excluded } = verdict;
  if (isOver && verdict.kind === 'undecided') {
    if (excluded.length === 0) return ['No seed has been raced to its end.'];
    const left = names.filter((_, lane) => !excluded.includes(lane));
    const who = left.length === 0 ? 'Every lane' : `Every lane but ${left.join(', ')}`;
    return [`${who} was stopped by hand.`];
  }
  const needed = `At least ${minSeedsToClaim} seeds are needed to name a winner.`;
  if (isOver) return [needed];
  return [
    `${n === 0 ? 'No seed has' : n === 1 ? 'One seed has' : `${capital(countWord(n))} seeds have`} finished. ${needed}`,
  ];
}

/** `Nesterov reached 88 % in 6 of 15 seeds, SGD in 1.` */
function reachedPhrase(winner: Side, verdict: Verdict, race: RaceWords): Phrase {
  const others = rivalsOf(verdict)
    .slice(0, 3)
    .map(({ baseline }) => `${race.names[baseline.lane]} in ${verdict.n - baseline.missed}`);
  const metSeeds = verdict.n - winner.missed;
  return [
    `It reached ${goalText(race)} in `,
    fig(`${metSeeds} of ${verdict.n}`),
    ` seeds, ${listText(others)}.`,
  ];
}

const missedText = ({ lane, missed }: Side, n: number, race: RaceWords): string =>
  race.target === null
    ? `${race.names[lane]} diverged in ${missed} of ${n} seeds`
    : `${race.names[lane]} missed ${goalText(race)} in ${missed} of ${n} seeds`;

/** The leader's pairs, which come first. */
function rivalsOf(verdict: Verdict): readonly Pair[] {
  return verdict.pairs.slice(0, comparedOf(verdict) - 1);
}

/** Lanes compared: the n of n (n − 1) / 2 pairs. */
const comparedOf = ({ comparisons }: Verdict): number => Math.round((1 + Math.sqrt(1 + 8 * comparisons)) / 2);

const goalText = ({ target }: RaceWords): string => (target === null ? 'the end' : targetText(target));

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** How it was decided: the p of each rival at the last look, and the largest that decides. Null before the first look. */
export function resultText(
  verdict: Verdict,
  { names }: RaceWords,
): { readonly result: string; readonly needed: string } | null {
  const look = latestLook(verdict);
  if (look === null || verdict.decidingPair === null) return null;
  const rivals = rivalsOf(verdict).flatMap(({ baseline, tests }) => {
    const test = tests.find(({ seeds }) => seeds === look.seeds);
    return test ? [{ name: names[baseline.lane] ?? '', p: test.p }] : [];
  });
  const text =
    rivals.length > 3
      ? `${pText(Math.max(...rivals.map(({ p }) => p)), look.alpha)} or less against each of ${rivals.length} lanes`
      : listText(rivals.map(({ name, p }) => `${pText(p, look.alpha)} against ${name}`));
  const at = look.seeds === verdict.n ? '' : ` after ${look.seeds} seeds`;
  return {
    result: `p ${text.startsWith('below') ? '' : '= '}${text}${at}.`,
    needed: `Needed: ${limitText(look.alpha)} or less, since ${countWord(verdict.looks.length)} looks are allowed.`,
  };
}

/** How closely steps are known, and what a pair alone needs to claim. */
export function precisionText(verdict: Verdict, { evalEvery }: RaceWords): string {
  const { pairs, score, comparisons } = verdict;
  const step = pairs.flatMap(({ lane, baseline }) => [lane.median ?? [], baseline.median ?? []].flat())[0];
  const withMedian =
    score === 'steps' && evalEvery > 1 && step !== undefined
      ? [
          `Checked every ${evalEvery} steps: “by step ${stepsText(step)}” means between steps ${stepsText(step - evalEvery)} and ${stepsText(step)}.`,
        ]
      : [];
  const look = latestLook(verdict);
  const claim =
    look !== null && comparisons > 1
      ? [`A claim about one pair alone needs p ≤ ${limitText(pairLimit(verdict, look.seeds))}.`]
      : [];
  return [...withMedian, ...claim].join(' ');
}

/** Where the race is in its looks, beside the tabs. */
export function lookText(verdict: Verdict): string {
  const at = verdict.looks.findIndex(({ seeds }) => seeds === latestLook(verdict)?.seeds) + 1;
  if (at === 0) return `First look after ${minSeedsToClaim} seeds`;
  const what = verdict.kind === 'winner' ? 'Decided' : 'Open';
  return `${what} at look ${at} of ${verdict.looks.length}`;
}
