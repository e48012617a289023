import type { ExperimentSpec } from '../experiment/schema.ts';
import { hasBegun } from './rounds.ts';
import type { AppState } from './state.ts';

export interface Shared {
  readonly spec: ExperimentSpec;
  /** Whether it has what hands have moved in the run at hand. */
  readonly hasHands: boolean;
}

/**
 * What a link is to carry: the run at hand with each move of a hand, once there is one, else the experiment.
 * `ofRace`: always the run at hand, whatever has been changed for the next.
 */
export function sharedNow({ run, spec }: Pick<AppState, 'run' | 'spec'>, ofRace: boolean): Shared {
  const hasHands =
    hasBegun(run) &&
    run.exact.lanes.some(({ events }, lane) => events.length > (spec.lanes[lane]?.events.length ?? 0));
  return { spec: hasHands || ofRace ? run.exact : spec, hasHands };
}
