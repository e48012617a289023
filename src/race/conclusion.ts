import type { Pair, Side } from './pair.ts';
import { minSeedsToClaim } from './seed-counts.ts';
import type { Interval } from './statistics.ts';
import { rivalsOf } from './test-result.ts';
import type { Verdict } from './verdict.ts';
import { decidingLook, latestLook } from './verdict.ts';

/** What beside the verdict decides what is said of a race. */
export interface RaceStatus {
  /** Seeds the race is to have. */
  readonly planned: number;
  /** Whether nothing more of it is trained. */
  readonly isOver: boolean;
}

/** What was decided, in a line. `lane`: who won; `compared`: lanes. */
export type Headline =
  | { readonly id: 'fastest'; readonly lane: number }
  | { readonly id: 'mostAccurate'; readonly lane: number; readonly compared: number }
  | { readonly id: 'open' | 'firstLook' | 'tooFew'; readonly seeds: number }
  | { readonly id: 'missesMore' | 'divergesMore' | 'nobody' | 'allDiverged' | 'oneLane' | 'nothing' };

/** A test at a look. */
interface Tested {
  readonly p: number;
  readonly alpha: number;
}

/** How it came to that, a sentence each. Lanes are indices into the race's. */
export type Reason =
  /** Steps of the winner, as parts of those of others; `rivals`: how many there are where only the nearest is shown. */
  | {
      readonly id: 'ratios';
      readonly seeds: number;
      readonly shown: readonly { readonly lane: number; readonly ratio: Interval }[];
      readonly rivals: number | null;
    }
  | { readonly id: 'medianSteps'; readonly own: number; readonly others: readonly number[] }
  | {
      readonly id: 'medianAccuracies';
      readonly seeds: number;
      readonly own: number;
      /** Null where the median seed diverged. */
      readonly others: readonly { readonly lane: number; readonly accuracy: number | null }[];
    }
  /** Seeds in which the target was reached. */
  | {
      readonly id: 'reached';
      readonly seeds: number;
      readonly own: number;
      readonly others: readonly { readonly lane: number; readonly reached: number }[];
    }
  | {
      readonly id: 'missed' | 'diverged';
      readonly lane: number;
      readonly count: number;
      readonly seeds: number;
    }
  /** Over all seeds, those after the look among them, the winner's median is not the best. */
  | { readonly id: 'notBest'; readonly seeds: number }
  | { readonly id: 'noDifference'; readonly test: Tested | null }
  | {
      readonly id: 'openRatio';
      readonly lane: number;
      readonly rival: number;
      readonly ratio: Interval;
      readonly test: Tested | null;
    }
  | {
      readonly id: 'openAccuracy';
      readonly lane: number;
      readonly rival: number;
      readonly own: number;
      readonly other: number;
      readonly test: Tested | null;
    }
  | { readonly id: 'looksLeft'; readonly looks: number }
  /** Faster where it reaches the target, but misses it, or diverges, in more seeds than the rival. */
  | {
      readonly id: 'missesMore' | 'divergesMore';
      readonly lane: number;
      readonly count: number;
      readonly rival: number;
      readonly rivalCount: number;
      readonly seeds: number;
    }
  /** Of one seed; null for who never reached the target. */
  | {
      readonly id: 'aheadBySteps' | 'aheadByAccuracy';
      readonly lane: number;
      readonly own: number;
      readonly rival: number;
      readonly other: number | null;
    }
  | {
      readonly id: 'levelInSteps' | 'levelInAccuracy';
      readonly lane: number;
      readonly rival: number;
      readonly value: number;
    }
  | { readonly id: 'nobody' | 'allDiverged' | 'oneSeedOnly' | 'oneLane' | 'noSeedEnded' | 'allStopped' }
  | { readonly id: 'inSeeds'; readonly seeds: number }
  | { readonly id: 'othersStopped'; readonly lanes: readonly number[] }
  | { readonly id: 'finished' | 'needed'; readonly seeds: number }
  | { readonly id: 'excluded'; readonly lanes: readonly number[] };

export function headlineOf(verdict: Verdict, status: RaceStatus): Headline {
  const { kind, n, leader, score } = verdict;
  const isSteps = score === 'steps';
  switch (kind) {
    case 'winner':
      return isSteps
        ? { id: 'fastest', lane: leader ?? 0 }
        : { id: 'mostAccurate', lane: leader ?? 0, compared: verdict.compared };
    case 'open':
      return { id: 'open', seeds: latestLook(verdict)?.seeds ?? n };
    case 'missesMore':
      return { id: isSteps ? 'missesMore' : 'divergesMore' };
    case 'nobody':
      return { id: isSteps ? 'nobody' : 'allDiverged' };
    case 'oneLane':
      return { id: 'oneLane' };
    default:
      return earlyHeadline(verdict, status);
  }
}

/** Before the first look. */
function earlyHeadline({ kind, n }: Verdict, { isOver, planned }: RaceStatus): Headline {
  if (!isOver && planned >= minSeedsToClaim) return { id: 'firstLook', seeds: minSeedsToClaim };
  if (isOver && kind === 'undecided') return { id: 'nothing' };
  return { id: 'tooFew', seeds: isOver ? n : planned };
}

/** @param lanes how many the race has */
export function reasonsOf(verdict: Verdict, status: RaceStatus, lanes: number): readonly Reason[] {
  const reasons = whyOf(verdict, status, lanes);
  const { excluded, kind } = verdict;
  if (excluded.length === 0 || kind === 'undecided') return reasons;
  return [...reasons, { id: 'excluded', lanes: excluded }];
}

function whyOf(verdict: Verdict, status: RaceStatus, lanes: number): readonly Reason[] {
  const pair = verdict.decidingPair === null ? undefined : verdict.pairs[verdict.decidingPair];
  switch (verdict.kind) {
    case 'winner':
      return [
        ...(verdict.score === 'steps' ? fastestReasons(verdict) : accuracyReasons(verdict)),
        ...later(verdict),
      ];
    case 'open':
      return [...(pair ? openReasons(pair, verdict) : []), looksLeft(verdict)];
    case 'missesMore':
      return pair ? [missesReason(pair, verdict)] : [];
    case 'oneSeed':
      return pair && status.isOver ? oneSeedReasons(pair, verdict) : earlyReasons(verdict, status, lanes);
    case 'nobody':
      return [{ id: 'inSeeds', seeds: verdict.n }];
    case 'oneLane':
      return [{ id: 'oneLane' }];
    default:
      return earlyReasons(verdict, status, lanes);
  }
}

/** Rivals that are named one by one; of more only the nearest. */
const maxNamed = 3;

function fastestReasons(verdict: Verdict): readonly Reason[] {
  const rivals = rivalsOf(verdict);
  const [nearest] = rivals;
  if (nearest === undefined) return [];
  const timed = rivals.flatMap(({ estimate, baseline }) =>
    estimate === null ? [] : [{ lane: baseline.lane, ratio: estimate, median: baseline.median ?? 0 }],
  );
  if (timed.length === 0) return [reachedReason(nearest.lane, verdict)];
  const isMany = rivals.length > maxNamed;
  const shown = isMany ? timed.slice(0, 1) : timed;
  const missing = isMany ? [] : rivals.filter(({ estimate }) => estimate === null);
  return [
    {
      id: 'ratios',
      seeds: verdict.n,
      shown: shown.map(({ lane, ratio }) => ({ lane, ratio })),
      rivals: isMany ? rivals.length : null,
    },
    { id: 'medianSteps', own: nearest.lane.median ?? 0, others: shown.map((of) => of.median) },
    ...missing.map(({ baseline }) => missedReason(baseline, verdict)),
  ];
}

function accuracyReasons(verdict: Verdict): readonly Reason[] {
  const rivals = rivalsOf(verdict).slice(0, maxNamed);
  const [nearest] = rivals;
  if (nearest === undefined) return [];
  const others = rivals.map(({ baseline }) => ({ lane: baseline.lane, accuracy: baseline.median }));
  return [{ id: 'medianAccuracies', seeds: verdict.n, own: nearest.lane.median ?? Number.NaN, others }];
}

/** A look decides once. Where the seeds raced since turned round what it saw, that is said. */
function later(verdict: Verdict): readonly Reason[] {
  const decided = decidingLook(verdict);
  if (decided === null || decided.seeds === verdict.n) return [];
  const isWorse = rivalsOf(verdict).some(({ lane, baseline }) => {
    if (lane.median === null || baseline.median === null)
      return lane.median === null && baseline.median !== null;
    return verdict.score === 'steps' ? lane.median > baseline.median : lane.median < baseline.median;
  });
  return isWorse ? [{ id: 'notBest', seeds: verdict.n }] : [];
}

function openReasons(pair: Pair, verdict: Verdict): readonly Reason[] {
  const { lane, baseline, estimate } = pair;
  const look = latestLook(verdict);
  const p = pair.tests.find(({ seeds }) => seeds === look?.seeds)?.p;
  const test = p === undefined || look === null ? null : { p, alpha: look.alpha };
  if (estimate === null)
    return [...[lane, baseline].map((side) => missedReason(side, verdict)), { id: 'noDifference', test }];
  const both = { lane: lane.lane, rival: baseline.lane, test };
  if (verdict.score === 'steps') return [{ id: 'openRatio', ...both, ratio: estimate }];
  const [own, other] = [lane.median ?? Number.NaN, baseline.median ?? Number.NaN];
  return [{ id: 'openAccuracy', ...both, own, other }];
}

function looksLeft(verdict: Verdict): Reason {
  const { looks } = verdict;
  const seeds = latestLook(verdict)?.seeds ?? 0;
  return { id: 'looksLeft', looks: looks.filter((look) => look.seeds > seeds).length };
}

function missesReason({ lane, baseline }: Pair, { score, n }: Verdict): Reason {
  const [count, rivalCount] = [lane.missed, baseline.missed];
  const id = score === 'accuracy' ? 'divergesMore' : 'missesMore';
  return { id, lane: lane.lane, count, rival: baseline.lane, rivalCount, seeds: n };
}

function oneSeedReasons({ lane, baseline }: Pair, { score }: Verdict): readonly Reason[] {
  const isSteps = score === 'steps';
  const only: Reason = { id: 'oneSeedOnly' };
  if (lane.median === null) return [{ id: isSteps ? 'nobody' : 'allDiverged' }, only];
  const both = { lane: lane.lane, rival: baseline.lane };
  if (lane.median === baseline.median)
    return [{ id: isSteps ? 'levelInSteps' : 'levelInAccuracy', ...both, value: lane.median }, only];
  const values = { own: lane.median, other: baseline.median };
  return [{ id: isSteps ? 'aheadBySteps' : 'aheadByAccuracy', ...both, ...values }, only];
}

function earlyReasons(verdict: Verdict, { isOver }: RaceStatus, lanes: number): readonly Reason[] {
  const { n, excluded, kind } = verdict;
  if (isOver && kind === 'undecided') {
    if (excluded.length === 0) return [{ id: 'noSeedEnded' }];
    const left = Array.from({ length: lanes }, (_, lane) => lane).filter((lane) => !excluded.includes(lane));
    return left.length === 0 ? [{ id: 'allStopped' }] : [{ id: 'othersStopped', lanes: left }];
  }
  const needed: Reason = { id: 'needed', seeds: minSeedsToClaim };
  return isOver ? [needed] : [{ id: 'finished', seeds: n }, needed];
}

function reachedReason(winner: Side, verdict: Verdict): Reason {
  const { n } = verdict;
  const others = rivalsOf(verdict)
    .slice(0, maxNamed)
    .map(({ baseline }) => ({ lane: baseline.lane, reached: n - baseline.missed }));
  return { id: 'reached', seeds: n, own: n - winner.missed, others };
}

const missedReason = ({ lane, missed }: Side, { score, n }: Verdict): Reason => ({
  id: score === 'accuracy' ? 'diverged' : 'missed',
  lane,
  count: missed,
  seeds: n,
});
