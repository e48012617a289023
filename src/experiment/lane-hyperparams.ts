import type { StepHyperparams } from '../optim/host-scalars.ts';
import { optimizerById } from '../optim/index.ts';
import { scheduleById } from '../optim/schedules/index.ts';
import type { ScheduleValues } from '../optim/schedules/schedule.ts';
import type { Curve } from '../optim/schedules/warmup.ts';
import { scheduleCurve } from '../optim/schedules/warmup.ts';
import { hyperparamValue } from './lane-change.ts';
import type { LaneSpec, ScheduleSpec } from './lane-schema.ts';

/** A lane's own numbers at each step, with everything that no step changes worked out once. */
export type LaneHyperparams = (t: number) => StepHyperparams;

/** A schedule of the spec over a run; `totalSteps` is Infinity for a run until stopped. */
export function curveOf({ id, ...values }: ScheduleSpec, totalSteps: number): Curve {
  return scheduleCurve(scheduleById(id), values as ScheduleValues, totalSteps);
}

/** The lane's numbers as its values and schedules stand; its events are left out. See `HyperparamTimeline.scheduledAt`. */
export function laneHyperparams(lane: LaneSpec, totalSteps: number): LaneHyperparams {
  const { hyperparams, momentumKey } = optimizerById(lane.optimizer.id);
  const lrAt = curveOf(lane.lrSchedule, totalSteps);
  const momentumAt = curveOf(lane.momentumSchedule, totalSteps);
  const fixed: Record<string, number> = { t: 0 };
  for (const parameter of hyperparams) fixed[parameter.key] = hyperparamValue(lane, parameter);
  if (lane.clip.globalNorm !== null) fixed.clipNorm = lane.clip.globalNorm;
  if (lane.clip.value !== null) fixed.clipValue = lane.clip.value;
  if (lane.guard !== null) fixed.guardFactor = lane.guard.factor;
  const { lr } = lane.optimizer;
  if (momentumKey === null) return (t) => ({ ...fixed, t: t + 1, lr: lrAt(lr, t) });
  const base = fixed[momentumKey] ?? Number.NaN;
  const nextKey = `${momentumKey}Next`;
  return (t) => ({
    ...fixed,
    t: t + 1,
    lr: lrAt(lr, t),
    [momentumKey]: momentumAt(base, t),
    [nextKey]: momentumAt(base, t + 1),
  });
}
