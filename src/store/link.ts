import type { ExperimentSpec } from '../experiment/schema.ts';
import { specToHash } from '../experiment/url.ts';
import type { AppState } from './state.ts';

/** After a pause this long an edit is complete. */
const restMs = 300;
/** Browsers that limit writing to the address count over ten to thirty seconds. */
const retryMs = 2000;

let timer: ReturnType<typeof setTimeout> | null = null;

/** The address of this page with the experiment in it. */
export function linkTo(spec: ExperimentSpec): string {
  const url = new URL(location.href);
  url.hash = specToHash(spec);
  return url.href;
}

/**
 * Puts the experiment into the address bar, without a new entry in the history. Where the browser refuses for now, as
 * Safari and Firefox do after many in a short time, it is tried again; nothing depends on when it is there.
 */
export function writeLink(spec: ExperimentSpec): void {
  if (timer !== null) clearTimeout(timer);
  timer = null;
  try {
    history.replaceState(history.state, '', linkTo(spec));
  } catch {
    timer = setTimeout(() => writeLink(spec), retryMs);
  }
}

/** The same once no other is asked for any more, as while a slider moves. */
export function writeLinkAtRest(spec: ExperimentSpec): void {
  if (timer !== null) clearTimeout(timer);
  timer = setTimeout(() => writeLink(spec), restMs);
}

interface SharedExperiment {
  readonly spec: ExperimentSpec;
  /** Whether it has live edits of the current run. */
  readonly hasEdits: boolean;
}

/**
 * What a link is to carry: the current run with each live edit, once there is one, else the experiment.
 * `ofRace`: always the current run, whatever has been changed for the next.
 */
export function sharedNow({ run, spec }: Pick<AppState, 'run' | 'spec'>, ofRace: boolean): SharedExperiment {
  const hasEdits = run.edits.some(({ event }) => event.step > 0); // earlier ones changed `spec` just as much
  return { spec: hasEdits || ofRace ? run.replaySpec : spec, hasEdits };
}
