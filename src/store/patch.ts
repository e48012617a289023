import { toErrorReport } from '../core/errors.ts';
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

/** The run ended by an error. */
export function failRun(error: unknown): void {
  patchRun({ state: 'failed', error: toErrorReport(error), waiting: null, evaluating: null });
}
