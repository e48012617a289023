import { median } from '../core/median.ts';
import { excludedLanes } from './excluded.ts';
import type { Metric, SeedRun, Target } from './outcome.ts';
import { bestOf, compareMetric, isDecided, metricOf, stepsToTarget, validationOf } from './outcome.ts';
import { smoothedLoss } from './smoothed-loss.ts';

export interface StandingRun extends SeedRun {
  /** The loss of every step so far. */
  readonly loss: ArrayLike<number>;
}

/** One lane over its seeds, in the order they were run; the last may be under way. */
export interface StandingLane {
  readonly name: string;
  readonly runs: readonly StandingRun[];
}

/** Over all seeds: what most of them came to, once none is under way. */
export type StandingState =
  | 'ready'
  | 'running'
  | 'target' // reached the target in more than half of its seeds
  | 'didNotFinish' // its length was over before
  | 'finished' // there was no target to reach
  | 'diverged'
  | 'stopped';

/** How far behind the leader: in steps to target where both reached it, else in the best of the metric. */
export interface Gap {
  readonly unit: 'steps' | 'accuracy' | 'loss';
  /** 0 or more. */
  readonly value: number;
}

export interface Standing {
  /** Index into the lanes given. */
  readonly lane: number;
  readonly name: string;
  /** From 1; lanes that tie share one, and the next is left out. Null before there is anything to go by. */
  readonly place: number | null;
  readonly state: StandingState;
  /** Median over the seeds that every lane has decided; null where that is not a number of steps. */
  readonly stepsToTarget: number | null;
  /** The seeds that median is over, and how many of these reached the target or diverged without. */
  readonly seeds: { readonly decided: number; readonly reached: number; readonly diverged: number };
  /** Median over the seeds that have ended of each one's best of the target's metric on the validation split; of accuracy without a target. */
  readonly best: number | null;
  /** At the last evaluation: the median over the seeds that have ended, before the first has, as it stands. */
  readonly accuracy: number | null;
  /** Debiased exponential mean of the losses, likewise. A seed that diverged is worse than any in both medians. */
  readonly loss: number | null;
  readonly gap: Gap | null;
  /** Whether it has decided all the seeds that medians are taken over: only a lane that was stopped may lack one. */
  readonly isWhole: boolean;
}

interface RankedLane extends Omit<Standing, 'place' | 'gap'> {
  readonly group: number;
  /** The step of the target in the seed under way; Infinity where it has not been reached. */
  readonly reachedNow: number;
}

/**
 * The order of a race so far, the leader first:
 *   1. lanes that reached the target in more than half of their decided seeds, by median steps to it, equal steps a tie;
 *   2. lanes still on their way, and all lanes where no target is set, by the best of the metric so far;
 *   3. lanes that did not finish or were stopped by hand, by the same;
 *   4. lanes that diverged, by the same.
 * Medians are over the seeds that every lane still racing has decided, so that all are over the same; where these tie,
 * who reached the target in the seed under way comes first. In the first seed that alone decides. A lane that was stopped
 * before one of those seeds is no longer placed by its steps.
 * Ties share a place and keep the order of the lanes. It ranks what was measured and claims nothing; see `raceVerdict`.
 * @param smoothing weight of the moving average of the loss, 0 to below 1
 */
export function standingsOf(
  lanes: readonly StandingLane[],
  target: Target | null,
  smoothing: number,
): readonly Standing[] {
  const metric = metricOf(target);
  const seeds = seedsOf(lanes);
  const ranked = lanes.map((lane, i) => rankOf(lane, i, seeds, target, smoothing));
  ranked.sort((a, b) => compare(a, b, metric) || a.lane - b.lane);
  const [leader] = ranked;
  return ranked.map((row) => {
    const { group, reachedNow, ...shown } = row;
    const place = isPlaced(row) ? ranked.findIndex((other) => compare(other, row, metric) === 0) + 1 : null;
    return { ...shown, place, gap: leader && row !== leader ? gapOf(row, leader, metric) : null };
  });
}

interface Seeds {
  /** Decided by every lane still racing. */
  readonly common: readonly number[];
  /** Not yet decided by all; null where there is none. */
  readonly underWay: number | null;
}

function seedsOf(lanes: readonly StandingLane[]): Seeds {
  const excluded = excludedLanes(lanes);
  const racing = lanes.filter((_, lane) => !excluded.includes(lane)).map(({ runs }) => runs);
  const latest = racing[0]?.at(-1)?.seed ?? null;
  const decided = (runs: readonly SeedRun[], seed: number) =>
    runs.some((run) => run.seed === seed && isDecided(run));
  const common = (racing[0] ?? [])
    .map(({ seed }) => seed)
    .filter((seed) => racing.every((runs) => decided(runs, seed)));
  return { common, underWay: latest === null || common.includes(latest) ? null : latest };
}

function rankOf(
  { name, runs }: StandingLane,
  lane: number,
  { common, underWay }: Seeds,
  target: Target | null,
  smoothing: number,
): RankedLane {
  const all = runs.filter(isDecided);
  const shared = all.filter(({ seed }) => common.includes(seed));
  const isWhole = shared.length === common.length;
  const decided = isWhole && common.length > 0 ? shared : all;
  const reached = decided.filter(({ targetStep }) => targetStep !== null).length;
  const diverged = decided.filter((run) => run.state === 'diverged' && run.targetStep === null).length;
  const steps = decided.length === 0 ? Number.POSITIVE_INFINITY : median(decided.map(stepsToTarget));
  const state = stateOf(runs, target !== null, Number.isFinite(steps));
  const accuracyOf = ({ evaluations }: StandingRun): number =>
    validationOf(evaluations).at(-1)?.accuracy ?? Number.NaN;
  const lossOf = ({ loss }: StandingRun): number => smoothedLoss(loss, smoothing);
  return {
    lane,
    name,
    state,
    stepsToTarget: Number.isFinite(steps) ? steps : null,
    seeds: { decided: decided.length, reached, diverged },
    best: medianBest(runs, metricOf(target)),
    accuracy: medianAtEnd(runs, accuracyOf, Number.NEGATIVE_INFINITY),
    loss: medianAtEnd(runs, lossOf, Number.POSITIVE_INFINITY),
    group: groupOf(isWhole ? state : 'stopped', isWhole && Number.isFinite(steps)),
    isWhole,
    reachedNow: stepsToTarget(runs.find(({ seed }) => seed === underWay) ?? { targetStep: null }),
  };
}

function stateOf(runs: readonly SeedRun[], hasTarget: boolean, reached: boolean): StandingState {
  const latest = runs.at(-1);
  if (!latest || latest.state === 'ready') return runs.length > 1 ? 'running' : 'ready';
  if (latest.state === 'running') return 'running';
  if (reached) return 'target';
  const short = runs.filter(({ targetStep }) => targetStep === null);
  const count = (state: SeedRun['state']) => short.filter((run) => run.state === state).length;
  if (count('diverged') * 2 >= short.length && count('diverged') > 0) return 'diverged';
  if (count('finished') === 0 && count('stopped') > 0) return 'stopped';
  return hasTarget ? 'didNotFinish' : 'finished';
}

function groupOf(state: StandingState, reached: boolean): number {
  if (reached) return 0;
  if (state === 'diverged') return 3;
  return state === 'stopped' || state === 'didNotFinish' ? 2 : 1;
}

/**
 * The seeds that came to an end. A lane that is stopped by hand comes to none, also where it had its target by then and is
 * not called stopped: such a seed is in no median.
 */
function endedOf(runs: readonly StandingRun[]): readonly StandingRun[] {
  const ended = runs.filter(
    ({ state }) => state === 'finished' || state === 'target' || state === 'diverged',
  );
  const length = Math.max(0, ...ended.map(({ loss }) => loss.length));
  return ended.filter(({ state, loss }) => state === 'diverged' || loss.length === length);
}

/** Null before there is a value, and where most seeds diverged. Of a single run it is what that has come to, however it ended. */
function medianAtEnd(
  runs: readonly StandingRun[],
  measure: (run: StandingRun) => number,
  worst: number,
): number | null {
  const ended = endedOf(runs);
  const [only = runs.at(-1)] = ended;
  if (only === undefined) return null;
  if (ended.length < 2) {
    const value = measure(only);
    return only.loss.length === 0 || Number.isNaN(value) ? null : value;
  }
  const values = ended.map((run) => (run.state === 'diverged' ? worst : measure(run)));
  const middle = median(values.map((value) => (Number.isNaN(value) ? worst : value)));
  return Number.isFinite(middle) ? middle : null;
}

/** Over the seeds that have ended; before the first has, of what that has come to. */
function medianBest(runs: readonly StandingRun[], metric: Metric): number | null {
  const ended = endedOf(runs);
  const values = (ended.length > 0 ? ended : runs.slice(-1))
    .map(({ evaluations }) => bestOf(evaluations, metric))
    .filter((value): value is number => value !== null && !Number.isNaN(value));
  return values.length === 0 ? null : median(values);
}

const isPlaced = ({ best, group }: RankedLane): boolean => best !== null || group !== 1;

function compare(a: RankedLane, b: RankedLane, metric: Metric): number {
  if (a.group !== b.group) return a.group - b.group;
  if (a.group === 0 && a.stepsToTarget !== b.stepsToTarget) {
    return (a.stepsToTarget ?? 0) - (b.stepsToTarget ?? 0);
  }
  if (a.reachedNow !== b.reachedNow) return a.reachedNow - b.reachedNow;
  if (a.group === 0) return 0;
  return compareMetric(a.best ?? Number.NaN, b.best ?? Number.NaN, metric);
}

function gapOf(row: RankedLane, leader: RankedLane, metric: Metric): Gap | null {
  if (row.isWhole && leader.isWhole && row.stepsToTarget !== null && leader.stepsToTarget !== null) {
    return { unit: 'steps', value: row.stepsToTarget - leader.stepsToTarget };
  }
  if (row.best === null || leader.best === null) return null;
  const unit = metric === 'validationAccuracy' ? 'accuracy' : 'loss';
  const behind = unit === 'accuracy' ? leader.best - row.best : row.best - leader.best;
  return { unit, value: Math.max(0, behind) };
}
