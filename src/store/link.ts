import type { ExperimentSpec } from '../experiment/schema.ts';
import { specToHash } from '../experiment/url.ts';

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
