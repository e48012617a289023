import { median } from '../core/median.ts';
import { seedsForInterval } from './bands.ts';
import type { Target } from './outcome.ts';
import { pairedRatio } from './statistics.ts';
import { ratioText, stepsText, targetText } from './words.ts';

/** A lane's score: steps to target by seed, Infinity where it was not reached. */
export interface Racer {
  readonly lane: number;
  readonly name: string;
  readonly steps: readonly number[];
  /** Seeds in which it diverged without having reached the target. */
  readonly diverged: number;
}

export type PairKind =
  | 'ahead' // the lane needs fewer steps, the interval leaves 1 out
  | 'behind' // it needs more
  | 'tie' // the interval spans 1
  | 'few seeds' // two to four: the range of ratios is shown, nothing is claimed
  | 'one seed'
  | 'nobody'; // neither reached the target in any seed

/** A side of a comparison. */
export interface Side {
  readonly lane: number;
  readonly name: string;
  /** Null where the median seed did not finish. */
  readonly medianSteps: number | null;
  /** Seeds without the target, diverged ones among them. */
  readonly unfinished: number;
  readonly diverged: number;
}

/** One lane against another, as plain data. */
export interface Pair {
  readonly kind: PairKind;
  readonly lane: Side;
  readonly reference: Side;
  readonly n: number;
  /** Median steps of the lane ÷ those of the reference; below 1 the lane is faster. Null where either did not finish. */
  readonly ratio: number | null;
  /** Null where a seed of either did not finish, and for one seed. */
  readonly interval: {
    readonly low: number;
    readonly high: number;
    /** `ci`: 95 % paired bootstrap of the ratio of medians; `range`: smallest and largest ratio of a seed. */
    readonly meaning: 'ci' | 'range';
  } | null;
  readonly text: string;
}

/**
 * Two lanes over the same seeds, in the same order. A seed without the target is worse than any number of steps: it
 * takes part in the decision (see `pairedRatio`), and where there is one the text counts those seeds in place of an
 * interval that would reach to infinity.
 */
export function comparePair(lane: Racer, reference: Racer, target: Target): Pair {
  const sides = { lane: sideOf(lane), reference: sideOf(reference) };
  const n = lane.steps.length;
  const { ratio, interval } = pairedRatio(lane.steps, reference.steps);
  const kind = kindOf(n, sides, interval);
  const allFinished = sides.lane.unfinished + sides.reference.unfinished === 0;
  const pair = {
    ...sides,
    n,
    kind,
    ratio: sides.lane.medianSteps === null || sides.reference.medianSteps === null ? null : ratio,
    interval:
      !allFinished || n === 1
        ? null
        : n < seedsForInterval
          ? rangeOf(lane, reference)
          : { ...interval, meaning: 'ci' as const },
  };
  return { ...pair, text: textOf(pair, target) };
}

function sideOf({ lane, name, steps, diverged }: Racer): Side {
  const middle = median(steps);
  return {
    lane,
    name,
    medianSteps: Number.isFinite(middle) ? middle : null,
    unfinished: steps.filter((s) => !Number.isFinite(s)).length,
    diverged,
  };
}

function kindOf(
  n: number,
  { lane, reference }: { lane: Side; reference: Side },
  { low, high }: { low: number; high: number },
): PairKind {
  if (n === 1) return 'one seed';
  if (lane.unfinished === n && reference.unfinished === n) return 'nobody';
  if (n < seedsForInterval) return 'few seeds';
  if (high < 1) return 'ahead';
  return low > 1 ? 'behind' : 'tie';
}

function rangeOf(lane: Racer, reference: Racer) {
  const ratios = lane.steps.map((steps, i) => steps / (reference.steps[i] as number));
  return { low: Math.min(...ratios), high: Math.max(...ratios), meaning: 'range' as const };
}

type Untold = Omit<Pair, 'text'>;

function textOf(pair: Untold, target: Target): string {
  const { kind, lane, reference, n } = pair;
  const goal = targetText(target);
  if (kind === 'one seed') return oneSeedText(pair, goal);
  if (kind === 'nobody') {
    return `Neither ${lane.name} nor ${reference.name} reached ${goal} in any of ${n} seeds${divergedText(pair)}`;
  }
  const found = pair.interval === null ? unfinishedText(pair) : intervalText(pair);
  if (kind === 'tie') {
    const took = `${lane.name} took ${ratioText(pair.ratio ?? 1)}× the steps of ${reference.name}, ${found}`;
    return `No clear winner at n = ${n}: ${pair.interval === null ? found : took}`;
  }
  if (pair.interval === null) {
    if (kind === 'few seeds') return `${found}; ${tooFew}`;
    const [first, second] = kind === 'ahead' ? [lane, reference] : [reference, lane];
    return `${first.name} reached ${goal} before ${second.name}, n = ${n}: ${found}`;
  }
  const sentence = `${lane.name} reached ${goal} in ${ratioText(pair.ratio ?? 1)}× the steps of ${reference.name}, ${found}, n = ${n}`;
  return kind === 'few seeds' ? `${sentence}; ${tooFew}` : sentence;
}

const tooFew = `fewer than ${seedsForInterval} seeds show no winner`;

function intervalText({ interval }: Untold): string {
  const { low = 1, high = 1, meaning } = interval ?? {};
  const span = `${ratioText(low)}–${ratioText(high)}`;
  return meaning === 'ci' ? `95\u202f% CI ${span}` : `${span} from seed to seed`;
}

/** `A did not finish in 1 of 5, B in 3 of 5 (diverged in 2)`; a side that always finished is left out. */
function unfinishedText({ lane, reference, n }: Untold): string {
  const parts = [lane, reference].filter(({ unfinished }) => unfinished > 0);
  return parts
    .map(({ name, unfinished, diverged }, i) => {
      const what = i === 0 ? `${name} did not finish in` : `${name} in`;
      return `${what} ${unfinished} of ${n}${diverged > 0 ? ` (diverged in ${diverged})` : ''}`;
    })
    .join(', ');
}

function divergedText({ lane, reference }: Untold): string {
  const parts = [lane, reference].filter(({ diverged }) => diverged > 0);
  const counts = parts.map(({ name, diverged }) => `${name} diverged in ${diverged}`);
  return counts.length === 0 ? '' : ` (${counts.join(', ')})`;
}

function oneSeedText({ lane, reference }: Untold, goal: string): string {
  const told = ({ medianSteps, diverged }: Side) =>
    medianSteps !== null ? `at step ${stepsText(medianSteps)}` : diverged > 0 ? 'never (diverged)' : 'never';
  const found =
    lane.medianSteps === null && reference.medianSteps === null
      ? `Neither ${lane.name} nor ${reference.name} reached ${goal}`
      : `${lane.name} reached ${goal} ${told(lane)}, ${reference.name} ${told(reference)}`;
  return `${found}; one seed shows nothing: race ${seedsForInterval} or more to compare`;
}
