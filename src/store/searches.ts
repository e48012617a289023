import type { ExperimentSpec } from '../experiment/schema.ts';
import { isTried } from '../race/sweep.ts';
import type { Search } from '../race/tries.ts';
import { earlierSearches, withSearchesOf, withTried } from '../race/tries.ts';
import { useApp } from './app.ts';
import { hasBegun } from './rounds.ts';
import type { RunSlice } from './state.ts';
import { choicesNow, isFair } from './tuning.ts';

/**
 * An experiment about to be opened, with what its lanes were tried at before, and what is known of that from then on.
 * @param isFresh whether it comes from a link, a file or a preset, and not from the current one
 */
export function budgeted(
  inputSpec: ExperimentSpec,
  isFresh: boolean,
): { readonly spec: ExperimentSpec; readonly searches: readonly Search[] } {
  if (isFresh) return { spec: inputSpec, searches: earlierSearches(inputSpec) };
  const { run, searches } = useApp.getState();
  const allSearches = withSearchesOf(searches, run.displaySpec, triedIn(run));
  return { spec: withTried(inputSpec, allSearches), searches: allSearches };
}

function triedIn(run: RunSlice): readonly number[] {
  if (isFair(run.displaySpec))
    return choicesNow(run).map(({ sensitivity }) => sensitivity.points.filter(isTried).length);
  return run.displaySpec.lanes.map(() => (hasBegun(run) ? 1 : 0));
}
