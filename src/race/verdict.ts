import { median } from '../core/median.ts';
import type { LaneSpec } from '../experiment/schema.ts';
import type { Badge, Tuning } from './badges.ts';
import { badgesOf } from './badges.ts';
import type { Contender, ScoreKind } from './contenders.ts';
import { contendersOf, scoreKindOf } from './contenders.ts';
import type { Decision, Look } from './decision.ts';
import { accuracyScoring, comparisonsOf, decide, lookRules, missesMore, stepScoring } from './decision.ts';
import type { SeedRun, Target } from './outcome.ts';
import type { Pair } from './pair.ts';
import { describePair, intervalsOf } from './pair.ts';
import { minSeedsToClaim } from './seed-counts.ts';

/** How the race was run. */
export interface RaceTerms {
  readonly target: Target | null;
  /** Steps from one evaluation to the next, to which steps to the target are known. */
  readonly evalEvery: number;
  /** What was searched beforehand; null for a quick race. */
  readonly tuning: Tuning | null;
  /** The lanes as they were raced, with their live edits, in their order. */
  readonly specs: readonly LaneSpec[];
  /** Steps of a race, for what its schedules have no room for; null until stopped. */
  readonly totalSteps?: number | null;
}

export const verdictKinds = [
  'winner', // a look has decided
  'open', // looks were taken, and none has
  'missesMore', // the lane that is ahead where it reaches the target misses it more often than another
  'fewSeeds', // fewer than the first look needs
  'oneSeed',
  'nobody', // no lane reached the target in any seed
  'oneLane',
  'undecided', // no seed yet that every lane has come to the end of, or nobody left to compare
] as const;
export type VerdictKind = (typeof verdictKinds)[number];

/** What a race shows: facts, of which the page makes words. Lanes are indices into the race's. */
export interface Verdict {
  readonly kind: VerdictKind;
  readonly score: ScoreKind;
  /** Seeds that every lane compared has come to the end of. */
  readonly n: number;
  /**
   * The winner; else who misses more, or is best by the median. Null with 2 to 6 seeds, where no lane reached the target, and
   * where nobody is compared; with one seed who was ahead, or the first lane where all are level.
   */
  readonly leader: number | null;
  /** All looks, taken or not. Each pair alone claims at `alpha ÷ comparisons`. */
  readonly looks: readonly Look[];
  /** Pairs of the lanes compared. */
  readonly comparisons: number;
  /** Lanes compared; 0 before the first seed. */
  readonly compared: number;
  /**
   * Every two lanes: the leader against each other first, in the order of medians; where there is no leader in that of the
   * lanes.
   */
  readonly pairs: readonly Pair[];
  /** Index into `pairs`: the nearest rival of the leader, by the p of the last look. Null where there is no leader. */
  readonly decidingPair: number | null;
  /** Lanes stopped by hand while the others went on, or before the target in every seed: not compared. */
  readonly excluded: readonly number[];
  readonly badges: readonly Badge[];
}

/**
 * What a race shows. Scored are the steps to the target, or without one the validation accuracy at the end, over the seeds
 * that every lane has come to the end of; a seed that all were stopped in is left out, and so is a lane that was stopped
 * while others went on. `decide` has the rule, docs/verdict.md its error rates. What is described (medians, ratios,
 * intervals) is over all seeds, those after the look that decided among them. Such seeds take a winner back where they show
 * that it misses more, and not where they make its median worse than another's: the page says so beside it.
 */
export function raceVerdict(
  lanes: readonly { readonly runs: readonly SeedRun[] }[],
  { target, evalEvery, tuning, specs, totalSteps = null }: RaceTerms,
): Verdict {
  const { contenders, excluded } = contendersOf(lanes, target, evalEvery);
  const score = scoreKindOf(target);
  const isCompared = lanes.length > 1 && contenders.length > 1;
  const n = isCompared ? (contenders[0]?.costs.by.length ?? 0) : 0;
  const costs = contenders.map((of) => of.costs.by);
  const decision = decide(n === 0 ? [] : costs, score === 'steps' ? stepScoring : accuracyScoring, lookRules);
  const { kind, leader } = concluded(lanes.length, n, costs, decision);
  const pairs = n === 0 ? [] : describedPairs(contenders, decision, leader, score);
  return {
    kind,
    score,
    n,
    leader: leader === null ? null : (contenders[leader]?.lane ?? null),
    looks: decision.looks.map((look) => ({ ...look, lane: laneOf(contenders, look.lane) })),
    comparisons: n === 0 ? 0 : comparisonsOf(contenders.length),
    compared: n === 0 ? 0 : contenders.length,
    pairs,
    decidingPair: leader === null ? null : decidingPair(kind, pairs, contenders.length - 1, decision),
    excluded: lanes.length > 1 ? excluded : [],
    badges: badgesOf({ tuning, specs, excluded, seeds: n, totalSteps }),
  };
}

const laneOf = (contenders: readonly Contender[], at: number | null): number | null =>
  at === null ? null : (contenders[at]?.lane ?? null);

/** The look that decided; null where none has. */
export const decidingLook = ({ looks }: Pick<Verdict, 'looks'>): Look | null =>
  looks.find(({ outcome }) => outcome === 'decided') ?? null;

/** The last look that was taken; null before the first. */
export const latestLook = ({ looks }: Pick<Verdict, 'looks'>): Look | null =>
  looks.findLast(({ outcome }) => outcome !== 'notTaken') ?? null;

/** `leader`: an index into the costs. */
function concluded(
  lanes: number,
  n: number,
  costs: readonly (readonly number[])[],
  decision: Decision,
): { readonly kind: VerdictKind; readonly leader: number | null } {
  if (n === 0) return { kind: lanes < 2 ? 'oneLane' : 'undecided', leader: null };
  const best = byMedian(costs, decision)[0] ?? null;
  if (n === 1) return { kind: 'oneSeed', leader: best };
  if (costs.flat().every((cost) => cost === Number.POSITIVE_INFINITY))
    return { kind: 'nobody', leader: null };
  if (n < minSeedsToClaim) return { kind: 'fewSeeds', leader: null };
  const last = latestLook(decision);
  if (last === null || last.lane === null) return { kind: 'open', leader: best };
  // seeds after the look that decided may show that the winner misses more
  const isWinner = last.outcome === 'decided' && !missesMore(costs, last.lane, n);
  return { kind: isWinner ? 'winner' : 'missesMore', leader: last.lane };
}

/** Indices by median; where those are equal by seeds that finished, then by the lanes each is ahead of at the last look. */
function byMedian(costs: readonly (readonly number[])[], { pairs }: Decision): readonly number[] {
  const keys = costs.map((of, lane) => ({
    median: median(of),
    finished: of.filter(Number.isFinite).length,
    ahead: pairs.filter(({ tests }) => tests.at(-1)?.ahead === lane).length,
  }));
  return keys
    .map((key, lane) => ({ ...key, lane }))
    .sort((a, b) => {
      if (a.median !== b.median) return a.median < b.median ? -1 : 1;
      return b.finished - a.finished || b.ahead - a.ahead || a.lane - b.lane;
    })
    .map(({ lane }) => lane);
}

function describedPairs(
  contenders: readonly Contender[],
  decision: Decision,
  leader: number | null,
  score: ScoreKind,
): readonly Pair[] {
  const places = byMedian(
    contenders.map(({ costs }) => costs.by),
    decision,
  );
  const order =
    leader === null ? contenders.map((_, i) => i) : [leader, ...places.filter((i) => i !== leader)];
  const intervals = intervalsOf(contenders, score);
  const described: Pair[] = [];
  for (const [i, a] of order.entries()) {
    for (const b of order.slice(i + 1)) {
      const decided = decision.pairs.find(({ lanes }) => lanes.includes(a) && lanes.includes(b));
      const [lane, baseline] = [contenders[a], contenders[b]];
      if (!decided || !lane || !baseline) continue;
      const tests = decided.tests.map((test) => ({ ...test, ahead: laneOf(contenders, test.ahead) }));
      const claim =
        decided.claim && ({ ...decided.claim, ahead: contenders[decided.claim.ahead]?.lane ?? 0 } as const);
      described.push(describePair(lane, baseline, { tests, claim }, score, intervals));
    }
  }
  return described;
}

/** Of the leader's pairs, which come first: where it misses more, the rival that misses least; else that with the largest p. */
function decidingPair(kind: VerdictKind, pairs: readonly Pair[], rivals: number, decision: Decision): number {
  const seeds = latestLook(decision)?.seeds;
  const weight = ({ tests, baseline }: Pair): number =>
    kind === 'missesMore' ? -baseline.missed : (tests.find((test) => test.seeds === seeds)?.p ?? 1);
  const leaderPairs = pairs.slice(0, rivals);
  return leaderPairs.reduce(
    (strongest, pair, i) => (weight(pair) > weight(leaderPairs[strongest] as Pair) ? i : strongest),
    0,
  );
}
