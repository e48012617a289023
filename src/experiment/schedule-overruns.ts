import { formatValue, formatWhole } from '../core/format.ts';
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

/** An overrun in a sentence; `what` it moves: `learning rate`. */
export function overrunText(overrun: Overrun, schedule: Pick<ScheduleSpec, 'id'>, what: string): string {
  const { parameters, name } = scheduleById(schedule.id);
  const label = (key: string) => parameters.find((parameter) => parameter.key === key)?.label ?? key;
  if (overrun.id === 'overlap') {
    const share = `${formatValue(overrun.share)} of the run`;
    const [first = '', second] = overrun.keys;
    if (second !== undefined)
      return `“${label(first)}” and “${label(second)}” take ${share} and overlap: the ${what} jumps.`;
    return `“${label(first)}”, there and back, takes ${share}: the ${what} does not come back.`;
  }
  const { key, steps, room } = overrun;
  const [stated, has] = [formatWhole(steps), formatWhole(room)];
  const longer = steps > room ? `longer than the run of ${has}` : 'as long as the run';
  if (key === 'warmup') return `The warm-up of ${stated} steps is ${longer}: the ${what} never arrives.`;
  const available = `the ${name} schedule has ${has}`;
  if (key === 'period' && schedule.id === 'cosine-restarts') {
    return `The first period takes ${stated} steps, and ${available}: it is cut short.`;
  }
  const event =
    schedule.id === 'sutskever'
      ? 'The first rise'
      : schedule.id === 'step'
        ? 'The first drop'
        : `The ${label(key)}`;
  return `${event} would come after ${stated} steps, and ${available}: it never comes.`;
}
