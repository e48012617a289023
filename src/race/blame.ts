import { scheduleAt } from '../experiment/hyperparam-timeline.ts';
import { laneNumber, parameterAt, withLaneChange } from '../experiment/lane-change.ts';
import type { LaneSpec, SchedulePath, ScheduleSpec } from '../experiment/schema.ts';
import type { Parameter } from '../optim/parameter.ts';
import { learningLimits } from './learning.ts';

/** The one number that most likely broke a lane; `path` as in a change of the lane, such as `optimizer.lr`. */
export type Blame =
  | {
      /** A live edit or an event of the experiment; `from` is null where the lane had no such number. */
      readonly id: 'edit';
      readonly step: number;
      readonly path: string;
      readonly from: number | null;
      readonly to: number;
    }
  | {
      readonly id: 'scheduleEdit';
      readonly step: number;
      readonly path: SchedulePath;
      readonly from: ScheduleSpec;
      readonly to: ScheduleSpec;
    }
  /** A setting other than the learning rate that breaks a lane by itself. */
  | { readonly id: 'setting'; readonly path: string; readonly value: number }
  /** The learning rate: as set, and as the schedule made it. */
  | { readonly id: 'rate'; readonly base: number; readonly used: number }
  /** The warm-up is as long as the run or longer, so that the learning rate never arrived. */
  | { readonly id: 'warmup'; readonly steps: number; readonly totalSteps: number };

/**
 * What is to blame where a lane shows at step `step` (counted from 0) that it is broken. A loss shows the updates of the
 * steps before it, so an edit at `step` itself is innocent. In this order:
 *   1. the last edit before that made things wilder: a number moved the way its declaration says that lanes break, or
 *      some way where it says neither; or another schedule. An edit the other way is innocent;
 *   2. a setting past the value at which it breaks a lane by itself, as ε < 1e-16; a weight decay λ > 1 with η λ ≥ 1;
 *   3. the learning rate.
 * @param lane as it ran, with its edits as events
 * @param totalSteps steps of the whole run; null until stopped
 */
export function blameOf(lane: LaneSpec, step: number, totalSteps: number | null): Blame {
  let now = lane;
  let edit: Blame | null = null;
  for (const event of lane.events) {
    if (event.step >= step) break;
    for (const [path, to] of Object.entries(event.set)) edit = editOf(now, path, to, event.step) ?? edit;
    now = withLaneChange(now, event.set);
  }
  return edit ?? settingOf(now) ?? rateOf(now, step, totalSteps);
}

/**
 * What is to blame where a lane has learned nothing from the start: an edit among its first 20 steps, a setting, a warm-up
 * that left it too slow for the whole run, or the learning rate. A lane whose loss exploded was too fast, even in its warm-up.
 */
export function blameFromStart(lane: LaneSpec, totalSteps: number | null, exploded: boolean): Blame {
  const blame = blameOf(lane, learningLimits.stableSteps, totalSteps);
  const { warmup } = lane.lrSchedule;
  if (blame.id !== 'rate' || exploded || totalSteps === null || warmup < totalSteps) return blame;
  return { id: 'warmup', steps: warmup, totalSteps };
}

function editOf(before: LaneSpec, path: string, to: unknown, step: number): Blame | null {
  if (typeof to !== 'number') {
    const at = path as SchedulePath;
    return { id: 'scheduleEdit', step, path: at, from: before[at], to: to as ScheduleSpec };
  }
  const from = laneNumber(before, path);
  const toward = parameterAt(before, path)?.breaks?.toward;
  const isCalmer = from !== null && (toward === 'higher' ? to <= from : toward === 'lower' && to >= from);
  return isCalmer || from === to ? null : { id: 'edit', step, path, from, to };
}

function settingOf(lane: LaneSpec): Blame | null {
  for (const path of settingsOf(lane)) {
    const value = laneNumber(lane, path);
    const parameter = parameterAt(lane, path);
    if (value !== null && parameter && breaksAlone(lane, parameter, value))
      return { id: 'setting', path, value };
  }
  return null;
}

const settingsOf = ({ optimizer }: LaneSpec): readonly string[] =>
  Object.keys(optimizer).map((key) => `optimizer.${key}`);

function breaksAlone({ optimizer }: LaneSpec, { key, breaks }: Parameter, value: number): boolean {
  if (key === 'weightDecay') return optimizer.lr * value >= 1 && value > 1;
  if (breaks?.past === undefined) return false;
  return breaks.toward === 'higher' ? value > breaks.past : value < breaks.past;
}

function rateOf(lane: LaneSpec, step: number, totalSteps: number | null): Blame {
  const base = lane.optimizer.lr;
  const at = Math.max(0, step - 1); // the update that the loss shows
  return {
    id: 'rate',
    base,
    used: scheduleAt(lane.lrSchedule, base, at, totalSteps ?? Number.POSITIVE_INFINITY),
  };
}
