import type { LaneOverrun } from '../experiment/schedule-overruns.ts';
import { laneOverruns } from '../experiment/schedule-overruns.ts';
import type { LaneSpec } from '../experiment/schema.ts';

/** What the schedules of a lane have no room for in a race. */
export interface UnfinishedSchedule extends LaneOverrun {
  /** Index into the lanes given. */
  readonly lane: number;
}

/** What the schedules of a race's lanes have no room for; what a lane has of one schedule twice, once. */
export function unfinishedSchedules(
  lanes: readonly LaneSpec[],
  totalSteps: number | null,
): readonly UnfinishedSchedule[] {
  return lanes.flatMap((spec, lane) => {
    const seen = new Set<string>();
    return laneOverruns(spec, totalSteps).flatMap((late) => {
      const key = JSON.stringify([late.path, late.schedule.id, late.overrun]);
      if (seen.has(key)) return [];
      seen.add(key);
      return [{ lane, ...late }];
    });
  });
}
