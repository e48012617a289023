import { scheduleAt } from '../experiment/hyperparam-timeline.ts';
import { laneNumber, parameterAt, withLaneChange } from '../experiment/lane-change.ts';
import { planOf } from '../experiment/lane-update.ts';
import type { LaneChange, LaneEvent, LaneSpec, SchedulePath, ScheduleSpec } from '../experiment/schema.ts';
import { optimizerById } from '../optim/index.ts';
import { velocity } from '../optim/transforms/trace.ts';
import type { LaneIssue } from './lane-issue.ts';

/** One number of a lane, or its schedule, to train with from the start; `path` as in a change of the lane. */
export type Retry =
  | { readonly path: string; readonly value: number }
  | { readonly path: SchedulePath; readonly value: ScheduleSpec };

/** What was measured of the lane. */
export interface Symptoms {
  /** The loss of every step. */
  readonly loss: ArrayLike<number>;
  /** The first step that moved the weights: its learning rate, and of each layer ‖θ‖ and ‖Δθ‖ / ‖θ‖; null where not measured. */
  readonly firstUpdate: {
    readonly lr: number;
    readonly weight: ArrayLike<number>;
    readonly updateRatio: ArrayLike<number>;
  } | null;
}

const retryRules = {
  /** Broken within so many steps, a lane was far too fast … */
  earlySteps: 10,
  earlyFactor: 10,
  /** … and else somewhat. */
  factor: 3,
  /** A first update that moves the weights by this part of their size is a fair start, as Adam’s and Muon’s defaults do. */
  fairUpdate: 0.02,
  /** A loss of so many times the first has exploded. */
  growth: 3,
} as const;

/**
 * What to train a broken lane with next, by what is to blame:
 *   an edit:        what was in force before it; of the learning rate no more than the rule below says
 *   a setting:      its default
 *   a warm-up:      a tenth of the run
 *   the learning rate η: η / 10 where the loss exploded within ten steps, else η / 3; and where that was at the start, at
 *     most the rate whose first update would move the weights by 2 % (measured: η · 0.02 / (‖Δθ‖ / ‖θ‖), which is exact as
 *     a first update is proportional to η), less as far as later updates are larger than the first (`gathering`). A lane
 *     that never learned and never exploded, and whose first update moved less than that, was too slow: it is tried at
 *     that rate, which is higher
 * Two digits.
 * @param lane as it ran, with its edits as events; `totalSteps`: steps of the whole run, null until stopped
 */
export function retryOf(
  issue: LaneIssue,
  lane: LaneSpec,
  totalSteps: number | null,
  symptoms: Symptoms,
): Retry {
  const { cause } = issue;
  if (cause.id === 'scheduleEdit') return { path: cause.path, value: cause.from };
  if (cause.id === 'warmup') {
    const warmup = Math.max(1, Math.floor(cause.totalSteps / 10));
    return { path: 'lrSchedule', value: { ...lane.lrSchedule, warmup } };
  }
  if (cause.id === 'setting') {
    return { path: cause.path, value: parameterAt(lane, cause.path)?.default ?? cause.value };
  }
  if (cause.id === 'rate')
    return {
      path: 'optimizer.lr',
      value: twoDigits(rateFrom(cause.base, issue, symptoms, gathering(lane, totalSteps))),
    };
  if (cause.path !== 'optimizer.lr') return { path: cause.path, value: cause.from ?? cause.to };
  const since = brokenAt(issue) - cause.step;
  return {
    path: cause.path,
    value: twoDigits(Math.min(cause.from ?? cause.to, cause.to / factorAfter(since))),
  };
}

/** A lane with what a retry sets, from the start, without the events that set the same; what else they set stays. */
export function laneRetried(lane: LaneSpec, { path, value }: Retry): LaneSpec {
  const events = lane.events.flatMap(({ step, set }): LaneEvent[] => {
    const { [path as keyof LaneChange]: _, ...rest } = set;
    return Object.keys(rest).length === 0 ? [] : [{ step, set: rest }];
  });
  return { ...withLaneChange(lane, { [path]: value } as LaneChange), events };
}

const brokenAt = (issue: LaneIssue): number =>
  issue.id === 'collapsed' ? (issue.since ?? issue.step) : issue.step;

const factorAfter = (steps: number): number =>
  steps <= retryRules.earlySteps ? retryRules.earlyFactor : retryRules.factor;

function rateFrom(base: number, issue: LaneIssue, { loss, firstUpdate }: Symptoms, gathered: number): number {
  const exploded = explosionIn(loss);
  const isEarly = issue.id === 'diverged' ? issue.step <= retryRules.earlySteps : exploded !== null;
  const lower = base / (isEarly ? retryRules.earlyFactor : retryRules.factor);
  const first = fairRate(base, firstUpdate);
  if (first === null || (issue.id === 'collapsed' && issue.best !== null)) return lower;
  const fair = first / gathered;
  const isSlow = issue.id === 'notLearning' && !issue.exploded && exploded === null;
  if (isSlow && fair > base) return fair;
  return isEarly || issue.id !== 'diverged' ? Math.min(lower, fair) : lower;
}

/**
 * How many times larger than the first update later ones are: √(1 − α) of it where RMSprop has only begun to average
 * squares, and 1 / √(1 − μ²) as much where a velocity gathers uncorrelated gradients, at the highest momentum of the run.
 * Nesterov's of 1983 counts as 0.9, which it passes in 28 steps.
 */
function gathering(lane: LaneSpec, totalSteps: number | null): number {
  const { decay } = lane.optimizer;
  return velocityGain(lane, totalSteps) * (typeof decay === 'number' ? Math.sqrt(1 - decay) : 1);
}

function velocityGain(lane: LaneSpec, totalSteps: number | null): number {
  const { momentumKey } = optimizerById(lane.optimizer.id);
  if (!planOf(lane).slots.some(({ name }) => name === velocity.name)) return 1;
  const base = momentumKey === null ? null : (laneNumber(lane, `optimizer.${momentumKey}`) ?? 0);
  const length = totalSteps ?? Number.POSITIVE_INFINITY;
  const steps = Array.from({ length: 11 }, (_, i) => Math.floor((i * (totalSteps ?? 1000)) / 10));
  const highest =
    base === null
      ? 0.9
      : Math.max(...steps.map((step) => scheduleAt(lane.momentumSchedule, base, step, length)));
  return 1 / Math.sqrt(1 - Math.min(highest, 0.9999) ** 2);
}

/** The first of the early steps whose loss is several times the first; null where none is. */
function explosionIn(loss: ArrayLike<number>): number | null {
  const first = loss[0] ?? Number.NaN;
  for (let step = 1; step <= Math.min(retryRules.earlySteps, loss.length - 1); step++) {
    if (!((loss[step] ?? Number.NaN) <= retryRules.growth * first)) return step;
  }
  return null;
}

/** The learning rate whose first update moves the weights by `fairUpdate` of their size; null where that cannot be told. */
function fairRate(base: number, first: Symptoms['firstUpdate']): number | null {
  if (first === null || !(first.lr > 0)) return null;
  const norms = Array.from(first.weight);
  const moved = Math.hypot(...norms.map((norm, i) => norm * (first.updateRatio[i] ?? 0)));
  const ratio = (moved / Math.hypot(...norms)) * (base / first.lr);
  const rate = (base * retryRules.fairUpdate) / ratio;
  return Number.isFinite(rate) && rate > 0 ? rate : null;
}

const twoDigits = (value: number): number => Number(value.toPrecision(2));
