import { toErrorReport } from '../core/errors.ts';
import type { TimedEdit } from '../experiment/edits.ts';
import { applyEdits, mergeGestures } from '../experiment/edits.ts';
import type { ExperimentSpec } from '../experiment/schema.ts';
import { useApp } from './app.ts';
import type { LaneRun, RunSlice } from './state.ts';

/** Changes what is known of the current run. */
export function patchRun(patch: Partial<RunSlice>): void {
  useApp.setState(({ run }) => ({ run: { ...run, ...patch } }));
}

/** The same of a lane, by its position in the round under way. */
export function patchLane(lane: number, patch: Partial<LaneRun>): void {
  const { lanes } = useApp.getState().run;
  patchRun({ lanes: lanes.map((of, i) => (i === lane ? { ...of, ...patch } : of)) });
}

/** What is derived of a run's live edits, with what it is derived of. */
export const editedRun = (openedSpec: ExperimentSpec, edits: readonly TimedEdit[]) => ({
  openedSpec,
  edits,
  displaySpec: applyEdits(openedSpec, mergeGestures(edits)),
  replaySpec: applyEdits(openedSpec, edits),
});

/** The run ended by an error. */
export function failRun(error: unknown): void {
  patchRun({ state: 'failed', error: toErrorReport(error), waiting: null, evaluating: null });
}
