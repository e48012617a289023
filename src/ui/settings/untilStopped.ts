import type { ExperimentSpec, LaneSpec, ScheduleSpec } from '../../experiment/schema.ts';
import { scheduleById } from '../../optim/schedules/index.ts';

const needsLength = ({ id }: ScheduleSpec): boolean => scheduleById(id).needsTotalSteps;

/** What would have to be constant for the run to go on until stopped; null for nothing. */
export function boundedSchedules({ lanes }: ExperimentSpec): 'lr' | 'momentum' | 'both' | null {
  const lr = lanes.some(({ lrSchedule }) => needsLength(lrSchedule));
  const momentum = lanes.some(({ momentumSchedule }) => needsLength(momentumSchedule));
  if (lr && momentum) return 'both';
  if (lr) return 'lr';
  return momentum ? 'momentum' : null;
}

/** The experiment until stopped, its schedules constant where they are stretched over a length. */
export function untilStopped(spec: ExperimentSpec): ExperimentSpec {
  const training = { ...spec.training, steps: null, epochs: null };
  return { ...spec, training, lanes: spec.lanes.map(withoutEnd) };
}

function withoutEnd(lane: LaneSpec): LaneSpec {
  const { lrSchedule, momentumSchedule } = lane;
  return { ...lane, lrSchedule: constantFor(lrSchedule), momentumSchedule: constantFor(momentumSchedule) };
}

function constantFor(schedule: ScheduleSpec): ScheduleSpec {
  if (!needsLength(schedule)) return schedule;
  return { id: 'constant', warmup: schedule.warmup, warmupFrom: schedule.warmupFrom };
}
