import { median } from '../core/median.ts';
import { minSeedsToClaim, offeredSeedCounts } from './seed-counts.ts';
import { signedRank } from './signed-rank.ts';

/** When a race is looked at, and the largest p that decides then. */
export interface LookRule {
  /** Of the seeds raced, in their order, the first so many. */
  readonly seeds: number;
  readonly alpha: number;
}

/**
 * The looks at a race. With all five taken, at most 5 % of races between equal lanes name a winner (`npm run bench --
 * verdict`). Seven seeds cannot give a p below 2/2⁷, so that the first look decides where all seven agree; from the second
 * on α is 0.015, a little below Pocock's 0.0158 for five looks.
 * Source: Pocock 1977, "Group sequential methods in the design and analysis of clinical trials".
 */
export const lookRules: readonly LookRule[] = offeredSeedCounts.map((seeds) => ({
  seeds,
  alpha: seeds === minSeedsToClaim ? 1 / 64 : 0.015,
}));

/** How two lanes are compared at a seed. */
export interface Scoring {
  /** Of what they cost. Signed, and larger the further apart the two are: 0 where they are level, above 0 where `a` costs more. */
  readonly difference: (a: number, b: number) => number;
}

/**
 * Steps to the target: by their ratio, so that 100 against 200 is as far as 1000 against 2000. Equal ratios of whole steps
 * are equal to the last bit, so that they tie.
 */
export const stepScoring: Scoring = {
  difference: (a, b) => {
    if (a === b) return 0;
    return a > b ? a / b - 1 : 1 - b / a;
  },
};

/** Shares of the validation set, negative: by their difference, to a billionth, so that equal differences tie. */
export const accuracyScoring: Scoring = {
  difference: (a, b) => {
    if (a === b) return 0;
    return Number.isFinite(a) && Number.isFinite(b) ? Math.round((a - b) * 1e9) / 1e9 : a - b;
  },
};

/** The paired test of two lanes at a look. */
export interface PairTest {
  readonly seeds: number;
  readonly p: number;
  /** Which of the two the differences favour; null where neither. */
  readonly ahead: number | null;
}

export interface PairDecision {
  /** Indices into the lanes given; the first is the smaller. */
  readonly lanes: readonly [number, number];
  /** At each look that was taken, in order. */
  readonly tests: readonly PairTest[];
  /** The first look at which the pair alone claims a difference; null where none does. */
  readonly claim: { readonly ahead: number; readonly seeds: number } | null;
}

export type LookOutcome =
  | 'open' // taken, and nothing decided
  | 'missesMore' // a lane is ahead of every other where it reaches the target, and misses it more often than one of them
  | 'decided'
  | 'notTaken'; // too few seeds, or the race was decided before

export interface Look extends LookRule {
  readonly outcome: LookOutcome;
  /** Who was ahead of every other; null where nobody was. */
  readonly lane: number | null;
}

export interface Decision {
  readonly looks: readonly Look[];
  readonly pairs: readonly PairDecision[];
}

/**
 * What a race shows. It is looked at when the seeds that every lane has finished come to 7, 10, 15, 20 and 25; a look takes
 * the first so many seeds in the order they were raced. The first look at which a lane is ahead of every other lane, each
 * at p ≤ α, decides for that lane, and what comes after does not take it back. So a race run straight to 25 seeds, one
 * that was stopped on the way and one that was raced again with more seeds from the same first seed decide alike.
 *
 * A lane that misses the target in more of the seeds of a look than one it is ahead of does not win at it, and nor does one
 * whose median over them is worse than another's. What seeds after the look show of these two is `raceVerdict`'s to say.
 * A pair alone claims at p ≤ α ÷ the number of pairs (Bonferroni), since who is compared was not chosen beforehand.
 * @param costs by lane, then by seed, the same seeds in the same order; less is better, and Infinity is a seed in which the
 *   lane missed the target or diverged
 */
export function decide(
  costs: readonly (readonly number[])[],
  scoring: Scoring,
  rules: readonly LookRule[] = lookRules,
): Decision {
  const n = costs[0]?.length ?? 0;
  const reached = rules.filter(({ seeds }) => seeds <= n);
  const pairs = pairsOf(costs.length).map((lanes): PairDecision => {
    const tests = reached.map(({ seeds }) => testOf(costs, lanes, seeds, scoring));
    return { lanes, tests, claim: claimOf(costs, lanes, tests, reached) };
  });
  let isDecided = false;
  const looks = rules.map((rule, i): Look => {
    if (rule.seeds > n || isDecided) return { ...rule, outcome: 'notTaken', lane: null };
    const lane = aheadOfAll(costs, pairs, i, rule);
    isDecided = lane !== null;
    if (lane !== null) return { ...rule, outcome: 'decided', lane };
    const faster = aheadWhereFinished(costs, rule, scoring);
    return { ...rule, outcome: faster === null ? 'open' : 'missesMore', lane: faster };
  });
  return { looks, pairs };
}

/** Whether a lane misses the target in more of the first seeds than one of the others. */
export function missesMore(costs: readonly (readonly number[])[], lane: number, seeds: number): boolean {
  const missedSeeds = missed(costs[lane], seeds);
  return costs.some((other) => missed(other, seeds) < missedSeeds);
}

function pairsOf(lanes: number): readonly (readonly [number, number])[] {
  return Array.from({ length: lanes }, (_, a) =>
    Array.from({ length: lanes - a - 1 }, (_, i): readonly [number, number] => [a, a + 1 + i]),
  ).flat();
}

function testOf(
  costs: readonly (readonly number[])[],
  [a, b]: readonly [number, number],
  seeds: number,
  { difference }: Scoring,
): PairTest {
  const differences = new Float64Array(seeds);
  for (let i = 0; i < seeds; i++) differences[i] = difference(costs[a]?.[i] ?? 0, costs[b]?.[i] ?? 0);
  const { p, sign } = signedRank(differences);
  return { seeds, p, ahead: sign === 0 ? null : sign < 0 ? a : b };
}

function claimOf(
  costs: readonly (readonly number[])[],
  [a, b]: readonly [number, number],
  tests: readonly PairTest[],
  rules: readonly LookRule[],
): PairDecision['claim'] {
  const comparisons = comparisonsOf(costs.length);
  const isWorse = (lane: number, seeds: number) =>
    missed(costs[lane], seeds) > missed(costs[lane === a ? b : a], seeds);
  const n = costs[a]?.length ?? 0;
  for (const [i, { p, ahead, seeds }] of tests.entries()) {
    if (ahead === null || p > (rules[i]?.alpha ?? 0) / comparisons) continue;
    if (!isWorse(ahead, seeds) && !isWorse(ahead, n)) return { ahead, seeds };
  }
  return null;
}

/** Pairs that so many lanes make. */
export const comparisonsOf = (lanes: number): number => (lanes * (lanes - 1)) / 2;

/**
 * The lane that at a look is ahead of every other at p ≤ α, by the median behind none, and misses the target no more often
 * than any; there is one at most.
 */
function aheadOfAll(
  costs: readonly (readonly number[])[],
  pairs: readonly PairDecision[],
  look: number,
  { seeds, alpha }: LookRule,
): number | null {
  const lane = costs.findIndex((_, a) =>
    pairs.every(({ lanes, tests }) => {
      const test = tests[look];
      return !lanes.includes(a) || (test?.ahead === a && test.p <= alpha);
    }),
  );
  if (lane === -1 || missesMore(costs, lane, seeds)) return null;
  const medians = costs.map((of) => median(of.slice(0, seeds)));
  return medians.every((other) => (medians[lane] as number) <= other) ? lane : null;
}

/** A lane that misses the target more often than another, and in the seeds in which it reaches it is ahead of every one. */
function aheadWhereFinished(
  costs: readonly (readonly number[])[],
  { seeds, alpha }: LookRule,
  scoring: Scoring,
): number | null {
  const lane = costs.findIndex((laneCosts, a) => {
    if (!missesMore(costs, a, seeds)) return false;
    const where = laneCosts.flatMap((cost, seed) => (seed < seeds && Number.isFinite(cost) ? [seed] : []));
    const finished = costs.map((of) => where.map((seed) => of[seed] as number));
    return costs.every((_, b) => {
      if (a === b) return true;
      const { ahead, p } = testOf(finished, [a, b], where.length, scoring);
      return ahead === a && p <= alpha;
    });
  });
  return lane === -1 ? null : lane;
}

const missed = (costs: readonly number[] | undefined, seeds: number): number =>
  (costs ?? []).slice(0, seeds).filter((cost) => cost === Number.POSITIVE_INFINITY).length;
