import { median } from '../core/median.ts';
import { MedianResamples } from './bootstrap.ts';
import type { Contender, ScoreKind } from './contenders.ts';
import type { PairDecision } from './decision.ts';
import { minSeedsToClaim } from './seed-counts.ts';
import type { Interval } from './statistics.ts';
import { contrastOfMedians } from './statistics.ts';

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
  readonly baseline: Side;
  /** The test at each look taken; `ahead` is a lane of the race. */
  readonly tests: PairDecision['tests'];
  /** Where the pair alone claims a difference: who is ahead, and at which look. */
  readonly claim: PairDecision['claim'];
  /**
   * Steps of the lane ÷ steps of the baseline, by their medians; below 1 the lane is faster. From the least to the most
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

/** The 95 % interval of how two of the lanes compared stand to each other. */
export type Intervals = (lane: Contender, baseline: Contender) => Interval;

/** Intervals of lanes whose medians are finite. Nothing is resampled before one is asked for, and then once for all. */
export function intervalsOf(contenders: readonly Contender[], kind: ScoreKind): Intervals {
  const withMedian = contenders.filter((of) => sideOf(of).median !== null);
  let resamples: MedianResamples | null = null;
  return (lane, baseline) => {
    resamples ??= new MedianResamples(withMedian.map(({ costs }) => costs));
    const [a, b] = [withMedian.indexOf(lane), withMedian.indexOf(baseline)];
    // costs are minus the accuracies
    return kind === 'steps' ? resamples.interval(a, b, 'ratio') : resamples.interval(b, a, 'difference');
  };
}

/**
 * Describes two lanes, and says what was decided of them. A seed without the target is worse than any number of steps.
 * @param decision of the pair, whichever of the two comes first in it; its lanes are those of the race
 * @param intervals of all lanes compared
 */
export function describePair(
  lane: Contender,
  baseline: Contender,
  decision: Pick<PairDecision, 'tests' | 'claim'>,
  kind: ScoreKind,
  intervals: Intervals,
): Pair {
  const sides = { lane: sideOf(lane), baseline: sideOf(baseline) };
  const [laneCosts, other] = [lane.costs, baseline.costs];
  const isOpen = sides.lane.median === null || sides.baseline.median === null;
  const estimate =
    kind === 'steps'
      ? contrastOfMedians(laneCosts, other, 'ratio')
      : contrastOfMedians(other, laneCosts, 'difference');
  const contrasts = laneCosts.by.map((cost, i) => contrast(cost, other.by[i] ?? Number.NaN, kind));
  return {
    ...sides,
    tests: decision.tests,
    claim: decision.claim,
    estimate: isOpen ? null : estimate,
    interval: isOpen ? null : intervalOf(lane, baseline, kind, intervals),
    seeds: contrasts.map((value) => (Number.isFinite(value) ? value : null)),
  };
}

function sideOf({ lane, costs, diverged }: Contender): Side {
  const middle = median(costs.by);
  const missed = costs.by.filter((cost) => cost === Number.POSITIVE_INFINITY).length;
  return { lane, median: Number.isFinite(middle) ? Math.abs(middle) : null, missed, diverged };
}

/** How a lane's cost stands to a baseline's: their ratio; of accuracies, whose costs are negative, the difference. */
function contrast(lane: number, baseline: number, kind: ScoreKind): number {
  if (!Number.isFinite(lane) || !Number.isFinite(baseline)) return Number.NaN;
  return kind === 'steps' ? lane / baseline : baseline - lane;
}

/** Before the first look the range of the seeds; null for one, and where it has no end. */
function intervalOf(
  lane: Contender,
  baseline: Contender,
  kind: ScoreKind,
  intervals: Intervals,
): Pair['interval'] {
  const n = lane.costs.by.length;
  if (n < 2) return null;
  const meaning = n < minSeedsToClaim ? 'range' : 'ci';
  const { low, high } = meaning === 'range' ? rangeOf(lane, baseline, kind) : intervals(lane, baseline);
  const hasEnds = Number.isFinite(low) && Number.isFinite(high) && (kind === 'accuracy' || low > 0);
  return hasEnds ? { low, high, meaning } : null;
}

/** The smallest and the largest contrast of a seed, as far as values are known. */
function rangeOf({ costs: a }: Contender, { costs: b }: Contender, kind: ScoreKind): Interval {
  const at = (of: ArrayLike<number>, i: number) => of[i] ?? Number.NaN;
  return {
    low: Math.min(...a.by.map((_, i) => contrast(at(a.from, i), at(b.by, i), kind))),
    high: Math.max(...a.by.map((_, i) => contrast(at(a.by, i), at(b.from, i), kind))),
  };
}
