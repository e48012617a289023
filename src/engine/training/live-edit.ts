import { DownhillError } from '../../core/errors.ts';
import { HyperparamTimeline } from '../../experiment/hyperparam-timeline.ts';
import type { ExperimentSpec, LaneChange } from '../../experiment/schema.ts';

/** The experiment with a live edit of a lane: before the first step in its values, else in its events. */
export function applyEdit(spec: ExperimentSpec, lane: number, step: number, set: LaneChange): ExperimentSpec {
  const lanes = spec.lanes.map((of, i) => {
    if (i !== lane) return of;
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

/** @throws DownhillError code `state` where there is no such lane */
export function checkLane({ lanes }: ExperimentSpec, lane: number): void {
  if (lanes[lane]) return;
  throw new DownhillError({
    code: 'state',
    fact: { id: 'noSuchLane', params: { lane, lanes: lanes.length } },
  });
}
