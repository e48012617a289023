import type { Pair } from './pair.ts';
import { minSeedsToClaim } from './seed-counts.ts';
import type { Verdict } from './verdict.ts';
import { latestLook } from './verdict.ts';

/** The leader's pairs, which come first. */
export function rivalsOf(verdict: Verdict): readonly Pair[] {
  return verdict.pairs.slice(0, Math.max(0, verdict.compared - 1));
}

/** How it was decided at the last look. */
export interface TestResult {
  /** The p of each rival. */
  readonly rivals: readonly { readonly lane: number; readonly p: number }[];
  /** The largest p that decides. */
  readonly alpha: number;
  /** Of the look; null where no seeds came after it. */
  readonly seeds: number | null;
  /** Looks that are allowed for. */
  readonly looks: number;
}

/** Null before the first look. */
export function testResult(verdict: Verdict): TestResult | null {
  const look = latestLook(verdict);
  if (look === null || verdict.decidingPair === null) return null;
  const rivals = rivalsOf(verdict).flatMap(({ baseline, tests }) => {
    const test = tests.find(({ seeds }) => seeds === look.seeds);
    return test ? [{ lane: baseline.lane, p: test.p }] : [];
  });
  const seeds = look.seeds === verdict.n ? null : look.seeds;
  return { rivals, alpha: look.alpha, seeds, looks: verdict.looks.length };
}

/** How closely steps are known, and what a pair alone needs to claim; null where that says nothing. */
export interface Precision {
  readonly steps: { readonly every: number; readonly from: number; readonly to: number } | null;
  readonly pairLimit: number | null;
}

/** @param evalEvery steps from one evaluation to the next */
export function precisionOf(verdict: Verdict, evalEvery: number): Precision {
  const { pairs, score, comparisons } = verdict;
  const step = pairs
    .flatMap(({ lane, baseline }) => [lane.median, baseline.median])
    .find((median) => median !== null);
  const hasInterval = score === 'steps' && evalEvery > 1 && step !== undefined;
  const look = latestLook(verdict);
  return {
    steps: hasInterval ? { every: evalEvery, from: step - evalEvery, to: step } : null,
    pairLimit: look !== null && comparisons > 1 ? pairLimit(verdict, look.seeds) : null,
  };
}

/** The largest p at which a pair alone claims, at a look. */
function pairLimit({ looks, comparisons }: Verdict, seeds: number): number {
  const alpha = looks.find((look) => look.seeds === seeds)?.alpha ?? 0;
  return alpha / Math.max(1, comparisons);
}

/** Where a race is in its looks. */
export type LookProgress =
  | { readonly id: 'first'; readonly seeds: number }
  | { readonly id: 'decided' | 'open'; readonly look: number; readonly looks: number };

export function lookProgress(verdict: Verdict): LookProgress {
  const look = verdict.looks.findIndex(({ seeds }) => seeds === latestLook(verdict)?.seeds) + 1;
  if (look === 0) return { id: 'first', seeds: minSeedsToClaim };
  return { id: verdict.kind === 'winner' ? 'decided' : 'open', look, looks: verdict.looks.length };
}

/** Whether a pair alone shows a difference, and whose; `counts`: it cannot claim alone, but is one of the winner's. */
export type Finding =
  | { readonly id: 'ahead' | 'missesMore'; readonly lane: number }
  | { readonly id: 'counts' | 'none' };

/** What is shown of a pair: the test of the look that let it claim, else of the last; null before the first. */
export interface PairResult {
  readonly finding: Finding | null;
  readonly test: {
    readonly p: number;
    readonly limit: number;
    /** Of the look; null where no seeds came after it. */
    readonly seeds: number | null;
  } | null;
}

export function pairResult(pair: Pair, verdict: Verdict): PairResult {
  const seeds = pair.claim?.seeds ?? latestLook(verdict)?.seeds;
  const test = pair.tests.find((of) => of.seeds === seeds);
  if (test === undefined) return { finding: null, test: null };
  const limit = pairLimit(verdict, test.seeds);
  const shown = { p: test.p, limit, seeds: test.seeds === verdict.n ? null : test.seeds };
  return { finding: findingOf(pair, verdict, test, limit), test: shown };
}

function findingOf(
  { claim, lane }: Pair,
  verdict: Verdict,
  { ahead, p }: Pair['tests'][number],
  limit: number,
): Finding {
  if (claim) return { id: 'ahead', lane: claim.ahead };
  if (verdict.kind === 'winner' && lane.lane === verdict.leader) return { id: 'counts' };
  return ahead !== null && p <= limit ? { id: 'missesMore', lane: ahead } : { id: 'none' };
}
