import type { ErrorReport } from '../core/errors.ts';
import { DownhillError, toErrorReport } from '../core/errors.ts';
import { editLane } from '../experiment/edits.ts';
import type { ExperimentSpec, LaneChange } from '../experiment/schema.ts';
import { parseLaneChange, parseSpec } from '../experiment/schema.ts';
import { useApp } from './app.ts';
import { writeLinkAtRest } from './link.ts';
import { isLocked } from './lock.ts';
import { openExperiment, reopenSoon, setRunEdits, turnNow } from './opening.ts';
import { isOver } from './rounds.ts';
import { budgeted } from './searches.ts';
import { isFair } from './tuning.ts';
import { failUnlessReplaced, requireWorker } from './worker.ts';

/**
 * Edits hyperparameters or schedules of a lane. Before the first step this changes the experiment; from then on it
 * acts on the next step too, and is recorded with the first step that used it; after the end it is for the next run
 * alone. A value that makes no sense becomes `specError`.
 */
export function changeLane(lane: number, set: LaneChange): void {
  const { spec, run } = useApp.getState();
  let change: LaneChange;
  try {
    change = parseLaneChange(spec, lane, 0, set);
  } catch (error) {
    useApp.setState({ specError: toErrorReport(error) });
    return;
  }
  const lanes = spec.lanes.map((l, i) => (i === lane ? editLane(l, [{ step: 0, set: change }]) : l));
  const edited = { ...spec, lanes };
  if (isLocked(run)) return;
  if (run.state === 'building') {
    useApp.setState({ spec: edited }); // a live edit: not the experiment's own
    void openExperiment(edited, null); // there is no run yet to take the change
    return;
  }
  if (isFair(run.displaySpec) && !isOver(run)) {
    openSoon(edited);
    return;
  }
  const next = isOver(run) ? budgeted(edited, false).spec : edited;
  useApp.setState({ spec: next, presetId: null, specError: null });
  if (run.state === 'paused' || run.state === 'running') sendChange(spec.lanes[lane]?.id ?? '', change);
  writeLinkAtRest(next);
}

/** A fair race takes no live edits: a change before its first step opens it anew, once the control rests. */
function openSoon(spec: ExperimentSpec): void {
  useApp.setState({ spec, presetId: null, specError: null });
  writeLinkAtRest(spec);
  reopenSoon();
}

function sendChange(laneId: string, set: LaneChange): void {
  const turn = turnNow();
  requireWorker()
    .client.call('set', { laneId, set })
    .then(({ step }) => {
      if (turn !== turnNow()) return; // another run has begun since
      const { run } = useApp.getState();
      const edit = { laneId, event: { step, set }, atMs: performance.now() };
      setRunEdits(run.openedSpec, [...run.edits, edit]);
    }, failUnlessTooLate);
}

/** An edit may reach the worker after the first seed, in which it was made, is over: it is for the next run then. */
function failUnlessTooLate(error: unknown): void {
  if (!(error instanceof DownhillError && error.code === 'state')) failUnlessReplaced(error);
}

/** Changes anything else of the experiment: opens it anew, paused. What is wrong with it, or null where it was taken. */
export function editSpec(edit: (spec: ExperimentSpec) => unknown): ErrorReport | null {
  try {
    const spec = parseSpec(edit(useApp.getState().spec));
    void openExperiment(spec, null);
    return null;
  } catch (error) {
    return toErrorReport(error);
  }
}
