import type { ExperimentSpec } from '../spec/schema.ts';
import { specToHash } from '../spec/url.ts';

/** The address of this page with the experiment in it. */
export function linkTo(spec: ExperimentSpec): string {
  const url = new URL(location.href);
  url.hash = specToHash(spec);
  return url.href;
}

/** Puts the experiment into the address bar, without a new entry in the history. */
export function writeLink(spec: ExperimentSpec): void {
  history.replaceState(history.state, '', linkTo(spec));
}
