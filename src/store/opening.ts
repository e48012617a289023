import { DownhillError } from '../core/errors.ts';
import type { TimedEdit } from '../experiment/edits.ts';
import { defaultPresetId, presetById } from '../experiment/presets.ts';
import type { ExperimentSpec } from '../experiment/schema.ts';
import type { AdapterReport, Preference } from '../protocol/training-facts.ts';
import { emptyLane, emptyRun, useApp } from './app.ts';
import { markChanges, resetStepTime } from './events.ts';
import { requestOf } from './kept-weights.ts';
import { writeLink } from './link.ts';
import { editedRun, failRun, patchRun } from './patch.ts';
import { previousOf } from './previous.ts';
import { budgeted } from './searches.ts';
import type { LaneSeries } from './series.ts';
import { seriesStore } from './series.ts';
import type { WorkerHandle } from './spawn.ts';
import type { AppState, RunSlice } from './state.ts';
import { unchangedLanesAfter } from './unchanged-lanes.ts';
import { mayReplaceRun } from './unsaved.ts';
import { needsNewWorker, requireWorker, startWorker, workerNow } from './worker.ts';

/** From the opening of an experiment to that of the next. */
interface Turn {
  /** Set once the experiment is to be opened anew, and what is asked meanwhile is for then. */
  soon: ReturnType<typeof setTimeout> | null;
}

let turn: Turn = { soon: null };
/** After a pause this long an edit is complete. */
const restMs = 250;

/** The same object until another experiment is opened. */
export const turnNow = (): Turn => turn;

/** Starts a worker and its device. Null where that failed, which the page then says. */
export const connect = (prefer: Preference | null): Promise<AdapterReport | null> =>
  startWorker(prefer, replaceStuck);

const reconnect = (): Promise<AdapterReport | null> => connect(workerNow().backend);

function replaceStuck(): void {
  if (useApp.getState().imported === null) restartWorker();
  else void reconnect(); // the result on the page stays
}

/**
 * Opens an experiment at its initial weights, paused; on a new worker where the old one or its GPU can do no more. What
 * was trained so far becomes the previous run. False where the person would rather keep that.
 * @param isFresh whether it is not the current experiment, changed or again
 * @param onAnother whether on a new worker though the old one may do
 */
export async function openExperiment(
  input: ExperimentSpec,
  presetId: string | null,
  isFresh = false,
  onAnother = false,
): Promise<boolean> {
  const may = mayReplaceRun();
  if (may !== true && !(await may)) return false;
  if (onAnother || needsNewWorker()) void reconnect();
  const { client } = requireWorker();
  const mine = startTurn();
  const { spec, searches } = budgeted(input, isFresh);
  keepPrevious(spec);
  useApp.setState(({ hidden, unchangedLanes, spec: before }) => ({
    spec,
    searches,
    presetId,
    unchangedLanes: isFresh ? spec.lanes : unchangedLanesAfter(unchangedLanes, before.lanes, spec.lanes),
    specError: null,
    imported: null,
    importError: null,
    hidden: hiddenIn(hidden, spec),
  }));
  writeLink(spec);
  resetStepTime();
  const { state, pendingAction } = useApp.getState().run;
  patchRun({
    ...emptyRun,
    state: 'building',
    pendingAction: state === 'building' ? pendingAction : null,
    lanes: spec.lanes.map(() => emptyLane),
  });
  setRunEdits(spec, []);
  try {
    const opened = await openInWorker(client, spec, mine);
    if (opened && turn === mine) patchRun(opened);
  } catch (error) {
    if (workerNow().worker?.client === client && turn === mine) failRun(error);
  }
  return true;
}

/** What the worker says of an experiment it has opened; null where another was asked for, or it is gone, as the page says. */
async function openInWorker(
  client: WorkerHandle['client'],
  spec: ExperimentSpec,
  mine: Turn,
): Promise<Pick<RunSlice, 'model' | 'classes' | 'stepsPerEpoch' | 'totalSteps'> | null> {
  const request = requestOf(spec);
  const life = workerNow();
  const connecting = life.id === 'connecting' ? life.opening : null;
  const waits = connecting !== null || request instanceof Promise;
  if (waits) client.leave(); // what the old run still tells is not of this one
  const [openPayload] = waits ? await Promise.all([request, connecting]) : [request];
  if (turn !== mine || workerNow().id === 'gone') return null;
  const { model, classes, stepsPerEpoch, totalSteps } = await client.call('open', openPayload);
  return { model, classes, stepsPerEpoch, totalSteps };
}

/** From here on what an earlier experiment still answers is no longer asked for. */
function startTurn(): Turn {
  if (turn.soon !== null) clearTimeout(turn.soon);
  turn = { soon: null };
  return turn;
}

/** Puts a run on the page that was trained elsewhere; its experiment waits behind it, and is opened anew to be trained. */
export async function showRun(
  run: RunSlice,
  series: LaneSeries[],
  shown: Pick<AppState, 'spec' | 'imported'>,
): Promise<void> {
  const may = mayReplaceRun();
  if (may !== true && !(await may)) return;
  if (workerNow().worker?.client.heartbeat.isOverdue) void reconnect();
  const { client } = requireWorker();
  const mine = startTurn();
  seriesStore.show(series); // before the run: what is worked out of both must find its numbers
  useApp.setState({
    ...shown,
    searches: budgeted(shown.spec, true).searches,
    run,
    previous: null,
    presetId: null,
    unchangedLanes: shown.spec.lanes,
    specError: null,
    importError: null,
    hidden: [],
  });
  markChanges();
  writeLink(shown.spec);
  try {
    const opened = await openInWorker(client, shown.spec, mine);
    if (!opened || turn !== mine) return;
    const { model, classes, stepsPerEpoch } = opened; // the length is what was run
    patchRun({ model, classes, stepsPerEpoch });
  } catch (error) {
    // without a device the result can still be read; training says by itself what is wrong
    if (!(error instanceof DownhillError)) throw error;
  }
}

/** Opens the current experiment anew. Resolves as `openExperiment` does. */
export function reopen(): Promise<boolean> {
  const { spec, presetId } = useApp.getState();
  return openExperiment(spec, presetId);
}

/** The same once edits pause. */
export function reopenSoon(): void {
  if (turn.soon !== null) clearTimeout(turn.soon);
  turn.soon = setTimeout(() => void reopen(), restMs); // by then lanes may have moved
}

/** After a failure, or in place of a worker that does not answer: a fresh one, the same experiment from its initial weights. */
export function restartWorker(): void {
  const { spec, presetId } = useApp.getState();
  void openExperiment(spec, presetId, false, true);
}

/** Opens a preset; the default one where there is none by that id. */
export function loadPreset(id: string): void {
  const preset = presetById(id) ?? presetById(defaultPresetId);
  if (preset) void openExperiment(preset.spec, preset.id, true);
}

/** What stays hidden on the charts of another experiment: never all of it. */
function hiddenIn(hidden: readonly number[], { lanes }: ExperimentSpec): readonly number[] {
  const remaining = hidden.filter((styleIndex) => lanes.some((lane) => lane.styleIndex === styleIndex));
  return remaining.length < lanes.length ? remaining : [];
}

/** What the current run trains from now on, and the marks of it. */
export function setRunEdits(openedSpec: ExperimentSpec, edits: readonly TimedEdit[]): void {
  patchRun(editedRun(openedSpec, edits));
  markChanges();
}

/** A run of a few steps is kept too; an untouched one leaves the previous run as it was. */
function keepPrevious(next: ExperimentSpec): void {
  const { run, view } = useApp.getState();
  const previous = previousOf(run, seriesStore.reset(next.lanes.length), next, view.smoothing);
  if (previous !== null) useApp.setState({ previous });
}
