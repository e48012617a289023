import { median } from '../core/median.ts';
import type { Contender, ScoreKind } from './contenders.ts';
import type { PairDecision } from './decision.ts';
import { minSeedsToClaim } from './seed-counts.ts';
import type { Interval } from './statistics.ts';
import { pairedEstimate } from './statistics.ts';

/** A side of a comparison. */
export interface Side {
  /** Index into the race's lanes. */
  readonly lane: number;
  /** Of the steps, or of the final accuracy; null where the median seed missed the target. */
  readonly median: number | null;
  /** Seeds without the target, diverged ones among them; without a target those that diverged. */
  readonly missed: number;
  readonly diverged: number;
}

/** One lane against another over the seeds both have finished, as plain data. */
export interface Pair {
  readonly lane: Side;
  readonly reference: Side;
  /** The test at each look taken; `ahead` is a lane of the race. */
  readonly tests: PairDecision['tests'];
  /** Where the pair alone claims a difference: who is ahead, and at which look. */
  readonly claim: PairDecision['claim'];
  /**
   * Steps of the lane ÷ steps of the reference, by their medians; below 1 the lane is faster. From the least to the most
   * that the interval of evaluation leaves open. Of final accuracies their difference, above 0 where the lane is better.
   * Null where a median seed missed the target.
   */
  readonly estimate: Interval | null;
  /** Of the same; null for one seed, and where it has no end. It describes and decides nothing. */
  readonly interval:
    | (Interval & {
        /** `ci`: 95 % paired bootstrap; `range`: the smallest and largest of a seed, before the first look. */
        readonly meaning: 'ci' | 'range';
      })
    | null;
  /** Of each seed, in the order they were raced, as it was recorded; null where either missed the target. */
  readonly seeds: readonly (number | null)[];
}

/**
 * Describes two lanes, and says what was decided of them. A seed without the target is worse than any number of steps.
 * @param decision of the pair, whichever of the two comes first in it; its lanes are those of the race
 */
export function describePair(
  lane: Contender,
  reference: Contender,
  decision: Pick<PairDecision, 'tests' | 'claim'>,
  kind: ScoreKind,
): Pair {
  const sides = { lane: sideOf(lane), reference: sideOf(reference) };
  const [own, other] = [lane.costs, reference.costs];
  const isOpen = sides.lane.median === null || sides.reference.median === null;
  // costs are minus the accuracies
  const { range, interval } =
    kind === 'steps' ? pairedEstimate(own, other, 'ratio') : pairedEstimate(other, own, 'difference');
  const contrasts = own.by.map((cost, i) => contrast(cost, other.by[i] ?? Number.NaN, kind));
  return {
    ...sides,
    tests: decision.tests,
    claim: decision.claim,
    estimate: isOpen ? null : range,
    interval: isOpen ? null : intervalOf(lane, reference, kind, interval),
    seeds: contrasts.map((value) => (Number.isFinite(value) ? value : null)),
  };
}

function sideOf({ lane, costs, diverged }: Contender): Side {
  const middle = median(costs.by);
  const missed = costs.by.filter((cost) => cost === Number.POSITIVE_INFINITY).length;
  return { lane, median: Number.isFinite(middle) ? Math.abs(middle) : null, missed, diverged };
}

/** How a lane's cost stands to a reference's: their ratio; of accuracies, whose costs are negative, the difference. */
function contrast(lane: number, reference: number, kind: ScoreKind): number {
  if (!Number.isFinite(lane) || !Number.isFinite(reference)) return Number.NaN;
  return kind === 'steps' ? lane / reference : reference - lane;
}

function intervalOf(lane: Contender, reference: Contender, kind: ScoreKind, ci: Interval): Pair['interval'] {
  const [a, b] = [lane.costs, reference.costs];
  const n = a.by.length;
  if (n < 2) return null;
  const at = (of: ArrayLike<number>, i: number) => of[i] ?? Number.NaN;
  const range = {
    low: Math.min(...a.by.map((_, i) => contrast(at(a.from, i), at(b.by, i), kind))),
    high: Math.max(...a.by.map((_, i) => contrast(at(a.by, i), at(b.from, i), kind))),
  };
  const { low, high } = n < minSeedsToClaim ? range : ci;
  const hasEnds = Number.isFinite(low) && Number.isFinite(high) && (kind === 'accuracy' || low > 0);
  return hasEnds ? { low, high, meaning: n < minSeedsToClaim ? 'range' : 'ci' } : null;
}
