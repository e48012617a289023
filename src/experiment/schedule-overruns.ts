import { optimizerById } from '../optim/index.ts';
import { scheduleById } from '../optim/schedules/index.ts';
import type { Overrun, ScheduleValues } from '../optim/schedules/schedule.ts';
import { scheduleOverruns } from '../optim/schedules/warmup.ts';
import type { LaneSpec, SchedulePath, ScheduleSpec } from './lane-schema.ts';

/** What of a lane's schedules the run has no room for. */
export interface LaneOverrun {
  readonly path: SchedulePath;
  /** From which step the lane has the schedule; 0 for its own. */
  readonly from: number;
  readonly schedule: ScheduleSpec;
  readonly overrun: Overrun;
}

/** What a run of `totalSteps` steps has no room for of a schedule; none until stopped. */
export function overrunsOf({ id, ...values }: ScheduleSpec, totalSteps: number | null): readonly Overrun[] {
  return scheduleOverruns(scheduleById(id), values as ScheduleValues, totalSteps);
}

/** The same of all schedules that a lane has in its run, with those that its events bring. */
export function laneOverruns(lane: LaneSpec, totalSteps: number | null): readonly LaneOverrun[] {
  const hasMomentum = optimizerById(lane.optimizer.id).momentumKey !== null;
  return (['lrSchedule', 'momentumSchedule'] as const)
    .filter((path) => hasMomentum || path === 'lrSchedule')
    .flatMap((path) => {
      const changed = lane.events.flatMap(({ step, set }) => {
        const schedule = set[path];
        return schedule === undefined ? [] : [{ from: step, schedule }];
      });
      return [{ from: 0, schedule: lane[path] }, ...changed].flatMap(({ from, schedule }) =>
        overrunsOf(schedule, totalSteps).map((overrun) => ({ path, from, schedule, overrun })),
      );
    });
}
