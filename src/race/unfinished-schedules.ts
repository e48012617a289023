import { laneOverruns, overrunText } from '../experiment/schedule-overruns.ts';
import type { LaneSpec } from '../experiment/schema.ts';

/** What the schedules of a race's lanes have no room for, a sentence each: `SGD: The warm-up of 500 steps …` */
export function unfinishedSchedules(
  lanes: readonly LaneSpec[],
  totalSteps: number | null,
): readonly string[] {
  return lanes.flatMap((lane) => {
    const texts = laneOverruns(lane, totalSteps).map(({ path, schedule, overrun }) =>
      overrunText(overrun, schedule, path === 'lrSchedule' ? 'learning rate' : 'momentum'),
    );
    return [...new Set(texts)].map((text) => `${lane.name}: ${text}`);
  });
}
