import type { ExperimentSpec } from '../experiment/schema.ts';
import { hasBegun } from './rounds.ts';
import type { AppState } from './state.ts';

export interface SharedExperiment {
  readonly spec: ExperimentSpec;
  /** Whether it has live edits of the current run. */
  readonly hasEdits: boolean;
}

/**
 * What a link is to carry: the current run with each live edit, once there is one, else the experiment.
 * `ofRace`: always the current run, whatever has been changed for the next.
 */
export function sharedNow({ run, spec }: Pick<AppState, 'run' | 'spec'>, ofRace: boolean): SharedExperiment {
  const hasEdits =
    hasBegun(run) &&
    run.replaySpec.lanes.some(({ events }, lane) => events.length > (spec.lanes[lane]?.events.length ?? 0));
  return { spec: hasEdits || ofRace ? run.replaySpec : spec, hasEdits };
}
