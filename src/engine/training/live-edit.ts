import { DownhillError } from '../../core/errors.ts';
import { HyperparamTimeline } from '../../experiment/hyperparam-timeline.ts';
import type { ExperimentSpec, LaneChange } from '../../experiment/schema.ts';

/** The experiment with a live edit of a lane: before the first step in its values, else in its events. */
export function applyEdit(
  spec: ExperimentSpec,
  laneId: string,
  step: number,
  set: LaneChange,
): ExperimentSpec {
  const lanes = spec.lanes.map((of) => {
    if (of.id !== laneId) return of;
    const hyperparams = new HyperparamTimeline(of, null);
    hyperparams.change(step, set);
    return hyperparams.lane;
  });
  return { ...spec, lanes };
}

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
