import { DownhillError } from '../../core/errors.ts';
import type { ExperimentSpec } from '../../experiment/schema.ts';

/**
 * @param roundsOver of the race so far: what comes repeats the first, so that all seeds are of one experiment
 * @throws DownhillError code `state` in a fair race, whose lanes are all run alike, and after the first round
 */
export function assertEditable({ race }: ExperimentSpec, roundsOver: number): void {
  if (race.mode === 'fair') {
    throw new DownhillError({
      code: 'state',
      fact: { id: 'editInFairRace', params: {} },
    });
  }
  if (roundsOver === 0) return;
  throw new DownhillError({
    code: 'state',
    fact: { id: 'editInLaterSeed', params: {} },
  });
}

/**
 * The place of a lane in the experiment.
 * @throws DownhillError code `state` where there is no such lane
 */
export function placeOfLane({ lanes }: ExperimentSpec, laneId: string): number {
  const place = lanes.findIndex(({ id }) => id === laneId);
  if (place !== -1) return place;
  throw new DownhillError({
    code: 'state',
    fact: { id: 'noLaneOfId', params: { got: laneId, ids: lanes.map(({ id }) => id) } },
  });
}
