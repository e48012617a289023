import type { LaneState, Metric, RaceEvaluation, Target } from './outcome.ts';
import { compareMetric, metricOf, metricValue, stepsToTarget, validationOf } from './outcome.ts';
import { smoothedLoss } from './smoothed-loss.ts';

/** What a fair race tries for every lane. */
export interface SweepGrid {
  /** Learning rates a lane, 5 to 9. */
  readonly points: number;
  /** Powers of ten from the lowest to the highest, 1 to 8; the lane's own learning rate is in the middle. */
  readonly decades: number;
}

/** From base ÷ 10^1.5 to base × 10^1.5. */
export const defaultGrid: SweepGrid = { points: 7, decades: 3 };

/**
 * Learning rates evenly spaced in their logarithm around a lane's own, rounded to two significant digits, rising.
 * From one decade up no two round to the same, so every lane has as many: the budgets are equal.
 * @throws RangeError for a grid out of bounds, or a base so small or large that a point would not be a number above 0
 */
export function learningRates(base: number, { points, decades }: SweepGrid = defaultGrid): readonly number[] {
  if (!(Number.isInteger(points) && points >= 5 && points <= 9)) {
    throw new RangeError(`grid: needs 5 to 9 learning rates, got ${points}; ${defaultGrid.points} is usual`);
  }
  if (!(decades >= 1 && decades <= 8)) {
    throw new RangeError(`grid: must span 1 to 8 decades, got ${decades}; ${defaultGrid.decades} is usual`);
  }
  if (!(base >= 1e-300 && base <= 1e300)) {
    throw new RangeError(`grid: needs a learning rate from 1e-300 to 1e300 in its middle, got ${base}`);
  }
  return Array.from({ length: points }, (_, i) => {
    const exponent = decades * (i / (points - 1) - 0.5);
    return Number((base * 10 ** exponent).toPrecision(2));
  });
}

/** One lane at one learning rate, at the tuning seed. */
export interface TuningRun {
  readonly lane: number;
  readonly lr: number;
  readonly state: LaneState;
  readonly targetStep: number | null;
  readonly evaluations: readonly RaceEvaluation[];
  /** Steps it was to take; with fewer it was stopped, or diverged. */
  readonly steps: number;
  /** The loss of every step. */
  readonly loss: ArrayLike<number>;
}

/** What a tuning run came to. */
export interface TuningPoint {
  readonly lr: number;
  readonly diverged: boolean;
  /** Steps taken at the first evaluation that met the target; null where none did, and where it has not come to its end. */
  readonly targetStep: number | null;
  /** At the last evaluation on the validation split; null where it diverged or has not come to its end. */
  readonly accuracy: number | null;
  readonly validationLoss: number | null;
  /** Debiased mean, of weight 0.9, of the training loss at the end; null likewise. */
  readonly trainingLoss: number | null;
  readonly chosen: boolean;
}

/** Whether the run was a try: it has come to its end, or diverged. */
export const isTried = ({ diverged, accuracy }: TuningPoint): boolean => diverged || accuracy !== null;

/** Final loss against learning rate of one lane, the chosen point marked, by rising learning rate. */
export interface Sensitivity {
  readonly lane: number;
  readonly points: readonly TuningPoint[];
}

/** That the best learning rate is the last one tried, so that a better one may lie beyond. */
export interface EdgeWarning {
  readonly edge: 'lowest' | 'highest';
  readonly lr: number;
}

/** What a lane's sweep decided. */
export interface Choice {
  readonly lane: number;
  /** Null where every run diverged, or none is done. */
  readonly lr: number | null;
  readonly warning: EdgeWarning | null;
  readonly sensitivity: Sensitivity;
}

/**
 * The best learning rate of a lane, out of its tuning runs that are done, by what the race scores:
 *   1. the fewest steps to the target, where there is one; a run that missed it comes after all that reached it;
 *   2. of runs that reached it at the same evaluation, that missed it, or had none: the target's metric (accuracy, where
 *      there is no target) of the last evaluation on the validation split;
 *   3. then the lower validation loss, then the lower learning rate, which is the safer.
 * Steps are known to the interval of evaluation and no finer, so that runs less than an interval apart often tie, and the
 * end decides. A diverged run cannot win, though it had reached the target on the way: at another seed it might not.
 *
 * The warning says that the best is the lowest or highest rate of the grid, so that a better one may lie beyond. A
 * diverged run beyond it counts as a try: the best is not at the edge then.
 * @param grid the learning rates the lane was to try, whether done or not
 */
export function chooseRate(
  lane: number,
  grid: readonly number[],
  runs: readonly TuningRun[],
  target: Target | null,
): Choice {
  const metric = metricOf(target);
  const laneRuns = runs.filter((run) => run.lane === lane).toSorted((a, b) => a.lr - b.lr);
  const points = laneRuns.map((run) => pointOf(run));
  const best = points
    .filter(({ accuracy }) => accuracy !== null)
    .toSorted((a, b) => comparePoints(a, b, metric))
    .at(0);
  return {
    lane,
    lr: best?.lr ?? null,
    warning: best === undefined ? null : edgeWarning(best.lr, grid),
    sensitivity: { lane, points: points.map((point) => ({ ...point, chosen: point === best })) },
  };
}

/**
 * A choice with another of its tries in place of the best: the rate that a race was run at, where that was chosen by
 * another rule, as in results of older versions. The same where it was not tried.
 */
export function withChosen(choice: Choice, lr: number, grid: readonly number[]): Choice {
  const { lane, points } = choice.sensitivity;
  if (lr === choice.lr || !points.some((point) => point.lr === lr)) return choice;
  const chosen = points.map((point) => ({ ...point, chosen: point.lr === lr }));
  return { ...choice, lr, warning: edgeWarning(lr, grid), sensitivity: { lane, points: chosen } };
}

/** One that was stopped halfway is no try, though it had reached the target: its schedule had not done its work. */
function pointOf({ lr, state, targetStep, evaluations, steps, loss }: TuningRun): TuningPoint {
  const last = validationOf(evaluations).at(-1);
  const ended = (state === 'finished' || state === 'target') && loss.length >= steps;
  if (!last || !ended) {
    const none = { targetStep: null, accuracy: null, validationLoss: null, trainingLoss: null };
    return { lr, diverged: state === 'diverged', ...none, chosen: false };
  }
  return {
    lr,
    diverged: false,
    targetStep,
    accuracy: last.accuracy,
    validationLoss: last.loss,
    trainingLoss: smoothedLoss(loss, 0.9),
    chosen: false,
  };
}

function comparePoints(a: TuningPoint, b: TuningPoint, metric: Metric): number {
  const value = (point: TuningPoint, of: Metric) =>
    metricValue(
      {
        step: 0,
        split: 'validation',
        loss: point.validationLoss ?? Number.NaN,
        accuracy: point.accuracy ?? Number.NaN,
      },
      of,
    );
  const [x, y] = [stepsToTarget(a), stepsToTarget(b)];
  if (x !== y) return x - y;
  return (
    compareMetric(value(a, metric), value(b, metric), metric) ||
    compareMetric(value(a, 'validationLoss'), value(b, 'validationLoss'), 'validationLoss') ||
    a.lr - b.lr
  );
}

function edgeWarning(lr: number, grid: readonly number[]): EdgeWarning | null {
  if (lr > Math.min(...grid) && lr < Math.max(...grid)) return null;
  return { edge: lr <= Math.min(...grid) ? 'lowest' : 'highest', lr };
}

/** The learning rates of a lane, where all that were tried diverged; null where one did not. */
export function allDiverged({ lr, sensitivity }: Choice): readonly number[] | null {
  const { points } = sensitivity;
  if (lr !== null || points.length === 0 || points.some(({ diverged }) => !diverged)) return null;
  return points.map((point) => point.lr);
}
