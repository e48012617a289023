import { median } from '../core/median.ts';
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
  | 'did not finish' // its length was over before
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
  /** Median over the seeds that are decided; null where that is not a number of steps. */
  readonly stepsToTarget: number | null;
  /** Seeds decided, and how many of these reached the target or diverged without. */
  readonly seeds: { readonly decided: number; readonly reached: number; readonly diverged: number };
  /** Median over seeds of each seed's best on the validation split, 0 to 1. */
  readonly bestAccuracy: number | null;
  /** At the latest evaluation of the latest seed. */
  readonly accuracy: number | null;
  /** Debiased exponential mean of the latest seed's losses. */
  readonly loss: number | null;
  readonly gap: Gap | null;
}

interface Ranked extends Omit<Standing, 'place' | 'gap'> {
  readonly group: number;
  /** Median over seeds of each seed's best of the target's metric. */
  readonly best: number | null;
}

/**
 * The order of a race so far, the leader first:
 *   1. lanes that reached the target in more than half of their decided seeds, by median steps to it, equal steps a tie;
 *   2. lanes still on their way, and all lanes where no target is set, by the best of the metric so far;
 *   3. lanes that did not finish or were stopped by hand, by the same;
 *   4. lanes that diverged, by the same.
 * Ties share a place and keep the order of the lanes. It ranks what was measured and claims nothing; see `raceVerdict`.
 * @param smoothing weight of the moving average of the loss, 0 to below 1
 */
export function standingsOf(
  lanes: readonly StandingLane[],
  target: Target | null,
  smoothing: number,
): readonly Standing[] {
  const metric = metricOf(target);
  const ranked = lanes.map((lane, i) => rankOf(lane, i, target, smoothing));
  ranked.sort((a, b) => compare(a, b, metric) || a.lane - b.lane);
  const [leader] = ranked;
  return ranked.map((row) => {
    const { group, best, ...shown } = row;
    const place = isPlaced(row) ? ranked.findIndex((other) => compare(other, row, metric) === 0) + 1 : null;
    return { ...shown, place, gap: leader && row !== leader ? gapOf(row, leader, metric) : null };
  });
}

function rankOf(
  { name, runs }: StandingLane,
  lane: number,
  target: Target | null,
  smoothing: number,
): Ranked {
  const decided = runs.filter(isDecided);
  const reached = decided.filter(({ targetStep }) => targetStep !== null).length;
  const diverged = decided.filter((run) => run.state === 'diverged' && run.targetStep === null).length;
  const steps = decided.length === 0 ? Number.POSITIVE_INFINITY : median(decided.map(stepsToTarget));
  const state = stateOf(runs, target !== null, Number.isFinite(steps));
  const latest = runs.at(-1);
  return {
    lane,
    name,
    state,
    stepsToTarget: Number.isFinite(steps) ? steps : null,
    seeds: { decided: decided.length, reached, diverged },
    bestAccuracy: medianBest(runs, 'validationAccuracy'),
    accuracy: validationOf(latest?.evaluations ?? []).at(-1)?.accuracy ?? null,
    loss: latest && latest.loss.length > 0 ? smoothedLoss(latest.loss, smoothing) : null,
    group: groupOf(state, Number.isFinite(steps)),
    best: medianBest(runs, metricOf(target)),
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
  return hasTarget ? 'did not finish' : 'finished';
}

function groupOf(state: StandingState, reached: boolean): number {
  if (reached) return 0;
  if (state === 'diverged') return 3;
  return state === 'stopped' || state === 'did not finish' ? 2 : 1;
}

function medianBest(runs: readonly SeedRun[], metric: Metric): number | null {
  const found = runs
    .map(({ evaluations }) => bestOf(evaluations, metric))
    .filter((value): value is number => value !== null && !Number.isNaN(value));
  return found.length === 0 ? null : median(found);
}

const isPlaced = ({ best, group }: Ranked): boolean => best !== null || group !== 1;

function compare(a: Ranked, b: Ranked, metric: Metric): number {
  if (a.group !== b.group) return a.group - b.group;
  if (a.group === 0) return (a.stepsToTarget ?? 0) - (b.stepsToTarget ?? 0);
  return compareMetric(a.best ?? Number.NaN, b.best ?? Number.NaN, metric);
}

function gapOf(row: Ranked, leader: Ranked, metric: Metric): Gap | null {
  if (row.stepsToTarget !== null && leader.stepsToTarget !== null) {
    return { unit: 'steps', value: row.stepsToTarget - leader.stepsToTarget };
  }
  if (row.best === null || leader.best === null) return null;
  const unit = metric === 'validationAccuracy' ? 'accuracy' : 'loss';
  const behind = unit === 'accuracy' ? leader.best - row.best : row.best - leader.best;
  return { unit, value: Math.max(0, behind) };
}
