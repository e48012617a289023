import type { ErrorReport } from '../core/errors.ts';
import { DownhillError, toErrorReport } from '../core/errors.ts';
import type { SilenceReport } from '../protocol/heartbeat.ts';
import type { AdapterReport, Preference } from '../protocol/messages.ts';
import { laneRetried } from '../race/retry.ts';
import { withLaneChange } from '../spec/lane-change.ts';
import { defaultPresetId, presetById } from '../spec/presets.ts';
import type { ExperimentSpec, LaneChange } from '../spec/schema.ts';
import { parseLaneChange, parseSpec } from '../spec/schema.ts';
import { emptyLane, emptyRun, useApp } from './app.ts';
import { listenersOf, markChanges, resetPace } from './events.ts';
import type { Hand } from './hands.ts';
import { withHand } from './hands.ts';
import { isOver } from './heats.ts';
import { requestOf } from './kept-weights.ts';
import { pageLane, workerLane } from './lane-order.ts';
import { writeLink, writeLinkAtRest } from './link.ts';
import { isLocked } from './lock.ts';
import { ownLanesAfter } from './own-lanes.ts';
import { failRun, patchRun } from './patch.ts';
import { previousOf } from './previous.ts';
import { laneRetry } from './retry.ts';
import { budgeted } from './searches.ts';
import type { LaneSeries } from './series.ts';
import { seriesStore } from './series.ts';
import type { Spawned } from './spawn.ts';
import { spawn } from './spawn.ts';
import type { AppState, RunSlice } from './state.ts';
import { isFair } from './tuning.ts';
import { mayReplaceRun } from './unsaved.ts';

let worker: Spawned | null = null;
let backend: Preference | null = null;
/** While a worker and its device are being started. */
let connecting: Promise<AdapterReport | null> | null = null;
/** Whether the worker has died, or has no device. */
let isGone = false;
let openings = 0;
let hand: Hand | null = null;
let openingSoon: ReturnType<typeof setTimeout> | null = null;
/** A hand that rests this long has found what it wants. */
const restMs = 250;

/** Starts a worker and its device. Null where that failed, which the page then says. */
export function connect(prefer: Preference | null): Promise<AdapterReport | null> {
  worker?.terminate();
  backend = prefer;
  isGone = false;
  useApp.setState({ data: null, stalled: [], silence: null }); // those the old worker had
  const started = spawn(
    listenersOf(ask),
    (error) => {
      isGone = true;
      useApp.setState({ silence: null });
      failRun(error);
    },
    (silence) => takeSilence(silence, started),
  );
  worker = started;
  const opening = openDevice(started, prefer).finally(() => {
    if (connecting === opening) connecting = null;
  });
  connecting = opening;
  return opening;
}

async function openDevice(started: Spawned, prefer: Preference | null): Promise<AdapterReport | null> {
  const { client } = started;
  const go = () => {
    if (worker === started) isGone = true;
  };
  try {
    const dataUrl = new URL('data/', document.baseURI).href;
    const adapter = await client.call('connect', { prefer, dataUrl });
    client.call('lost', {}).then(go, go);
    await client.call('speed', { stepsPerSecond: useApp.getState().view.speed });
    useApp.setState({ adapter });
    return adapter;
  } catch (error) {
    go();
    if (worker === started) failRun(error);
    return null;
  }
}

/**
 * The worker is late, or has answered after all (null). The person is asked; but where it keeps another run from being
 * opened, which the person has asked for, it is replaced: what it is at is of the run given up.
 */
function takeSilence(silence: SilenceReport | null, { client }: Spawned): void {
  const { imported } = useApp.getState();
  if (silence !== null && client.isStuckInOldRun) {
    if (imported === null) restartWorker();
    else void connect(backend); // the result on the page stays
  } else useApp.setState({ silence: silence?.cause === 'working' ? null : silence });
}

/** Puts the question away; it is asked again once the worker has been silent for twice as long. */
export function keepWaiting(): void {
  useApp.setState({ silence: null });
}

/** Whether what is opened next wants another worker: this one died, is silent, its device was lost, or failed the run. */
function wantsAnother(): boolean {
  if (worker?.client.heartbeat.isOverdue) return true;
  const { error } = useApp.getState().run;
  return isGone || (error?.code === 'device' && error.path === undefined); // a path: the experiment is at fault
}

/**
 * Opens an experiment at its initial weights, paused; on a new worker where the old one or its GPU can do no more. What
 * was trained so far becomes the previous run. False where the person would rather keep that.
 * @param isFresh whether it is not the experiment at hand, changed or again
 * @param onAnother whether on a new worker though the old one may do
 */
export async function openExperiment(
  given: ExperimentSpec,
  presetId: string | null,
  isFresh = false,
  onAnother = false,
): Promise<boolean> {
  const may = mayReplaceRun();
  if (may !== true && !(await may)) return false;
  if (onAnother || wantsAnother()) void connect(backend);
  const { client } = requireWorker();
  const turn = takeTurn();
  const { spec, searches } = budgeted(given, isFresh);
  keepPrevious(spec);
  useApp.setState(({ hidden, ownLanes, spec: before }) => ({
    spec,
    searches,
    presetId,
    ownLanes: isFresh ? spec.lanes : ownLanesAfter(ownLanes, before.lanes, spec.lanes),
    specError: null,
    imported: null,
    importError: null,
    hidden: stillHidden(hidden, spec),
  }));
  writeLink(spec);
  resetPace();
  const { state, asked } = useApp.getState().run;
  patchRun({
    ...emptyRun,
    state: 'building',
    asked: state === 'building' ? asked : null,
    lanes: spec.lanes.map(() => emptyLane),
  });
  takeRunSpec(spec, spec);
  try {
    const opened = await openInWorker(client, spec, turn);
    if (opened && turn === openings) patchRun(opened);
  } catch (error) {
    if (worker?.client === client && turn === openings) failRun(error);
  }
  return true;
}

/** What the worker says of an experiment it has opened; null where another was asked for, or it is gone, as the page says. */
async function openInWorker(
  client: Spawned['client'],
  spec: ExperimentSpec,
  turn: number,
): Promise<Pick<RunSlice, 'model' | 'classes' | 'stepsPerEpoch' | 'horizon'> | null> {
  const request = requestOf(spec);
  const waits = connecting !== null || request instanceof Promise;
  if (waits) client.leave(); // what the old run still tells is not of this one
  const [found] = waits ? await Promise.all([request, connecting]) : [request];
  if (turn !== openings || isGone) return null;
  const { model, classes, stepsPerEpoch, horizon } = await client.call('open', found);
  return { model, classes, stepsPerEpoch, horizon };
}

/** From here on what an earlier experiment still answers is no longer asked for. */
function takeTurn(): number {
  if (openingSoon !== null) clearTimeout(openingSoon);
  openingSoon = null;
  hand = null;
  return ++openings;
}

/** Puts a run on the page that was trained elsewhere; its experiment waits behind it, and is opened anew to be trained. */
export async function showRun(
  run: RunSlice,
  series: LaneSeries[],
  shown: Pick<AppState, 'spec' | 'imported'>,
): Promise<void> {
  const may = mayReplaceRun();
  if (may !== true && !(await may)) return;
  if (worker?.client.heartbeat.isOverdue) void connect(backend);
  const { client } = requireWorker();
  const turn = takeTurn();
  seriesStore.show(series); // before the run: what is worked out of both must find its numbers
  useApp.setState({
    ...shown,
    searches: budgeted(shown.spec, true).searches,
    run,
    previous: null,
    presetId: null,
    ownLanes: shown.spec.lanes,
    specError: null,
    importError: null,
    hidden: [],
  });
  markChanges();
  writeLink(shown.spec);
  try {
    const opened = await openInWorker(client, shown.spec, turn);
    if (!opened || turn !== openings) return;
    const { model, classes, stepsPerEpoch } = opened; // the length is what was run
    patchRun({ model, classes, stepsPerEpoch });
  } catch (error) {
    // without a device the result can still be read; training says by itself what is wrong
    if (!(error instanceof DownhillError)) throw error;
  }
}

/** What stays hidden on the charts of another experiment: never all of it. */
function stillHidden(hidden: readonly number[], { lanes }: ExperimentSpec): readonly number[] {
  const still = hidden.filter((look) => lanes.some((lane) => lane.look === look));
  return still.length < lanes.length ? still : [];
}

/** The worker as it is now. @throws DownhillError code `worker` where none is running */
export function requireWorker(): Spawned {
  if (worker) return worker;
  throw new DownhillError({ code: 'worker', message: 'Training worker: is not running; reload the page' });
}

/** What the run at hand trains from now on, and the marks of it. */
function takeRunSpec(spec: ExperimentSpec, exact: ExperimentSpec): void {
  patchRun({ spec, exact });
  markChanges();
}

/** A run of a few steps is kept too; an untouched one leaves the previous run as it was. */
function keepPrevious(next: ExperimentSpec): void {
  const { run, view } = useApp.getState();
  const previous = previousOf(run, seriesStore.reset(next.lanes.length), next, view.smoothing);
  if (previous !== null) useApp.setState({ previous });
}

/** Asks the worker something whose failure is the run's. */
function ask(kind: 'play' | 'pause' | 'step'): void {
  patchRun({ endAsked: false });
  requireWorker().client.call(kind, {}).catch(failUnlessReplaced);
}

function failUnlessReplaced(error: unknown): void {
  if (!(error instanceof DownhillError && error.code === 'worker')) failRun(error);
}

/** A hand may reach the worker after the first seed, which it moved in, is over: it is for the next run then. */
function failUnlessTooLate(error: unknown): void {
  if (!(error instanceof DownhillError && error.code === 'state')) failUnlessReplaced(error);
}

/** Trains; while the network is being built, once it is. */
function train(): void {
  if (openingSoon !== null) {
    void reopen().then(trainIf);
    return;
  }
  const { state } = useApp.getState().run;
  if (state === 'paused') ask('play');
  if (state === 'building') patchRun({ asked: 'train' });
  if (state === 'finished') void reopen().then(trainIf);
}

/** Trains an experiment once it is opened. */
function trainIf(isOpened: boolean): void {
  if (isOpened) train();
}

/** Trains or pauses; what was asked of a network that is being built is taken back. */
export function toggle(): void {
  const { state, asked } = useApp.getState().run;
  if (state === 'running') ask('pause');
  else if (asked === 'train') patchRun({ asked: null });
  else train();
}

/** One minibatch; while the network is being built, once it is. */
export function stepOnce(): void {
  if (openingSoon !== null) {
    void reopen().then(stepOnce);
    return;
  }
  const { state, asked } = useApp.getState().run;
  if (state === 'paused' || state === 'running') ask('step');
  if (state === 'building' && asked === null) patchRun({ asked: 'step' });
}

/** Stops one lane of the heat under way and of those to come; the others go on. Lanes count from 0 in the experiment. */
export function dropLane(lane: number): void {
  const { run } = useApp.getState();
  requireWorker()
    .client.call('drop', { lane: workerLane(run, lane) })
    .catch(failUnlessReplaced);
}

/** Ends a run where it is, and keeps what it has: evaluates on the test set now. */
export function finishNow(): void {
  patchRun({ endAsked: true });
  requireWorker().client.call('finish', { evaluate: true }).catch(failUnlessReplaced);
}

/** Back to the same initial weights; the run so far becomes the previous one. Hands laid on it are not repeated. */
export function restart(): void {
  void reopen();
}

function reopen(): Promise<boolean> {
  const { spec, presetId } = useApp.getState();
  return openExperiment(spec, presetId);
}

/** Restarts with the next seed: other initial weights, other batches. */
export function newSeed(): void {
  const { spec, presetId } = useApp.getState();
  void openExperiment({ ...spec, seed: (spec.seed + 1) % 2 ** 32 }, presetId);
}

/**
 * Moves hyper-parameters or schedules of a lane. Before the first step this changes the experiment; from then on it
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
  const lanes = spec.lanes.map((l, i) => (i === lane ? withLaneChange(l, change) : l));
  const moved = { ...spec, lanes };
  if (isLocked(run)) return;
  if (run.state === 'building') {
    useApp.setState({ spec: moved }); // by hand: not the experiment's own
    void openExperiment(moved, null); // there is no run yet to take the change
    return;
  }
  if (isFair(run) && !isOver(run)) {
    openSoon(moved);
    return;
  }
  const next = isOver(run) ? budgeted(moved, false).spec : moved;
  useApp.setState({ spec: next, presetId: null, specError: null });
  if (run.state === 'paused' || run.state === 'running') sendChange(lane, change);
  writeLinkAtRest(next);
}

/** A fair race takes no hand: what is moved before it is opened anew, once the hand rests. */
function openSoon(spec: ExperimentSpec): void {
  useApp.setState({ spec, presetId: null, specError: null });
  writeLinkAtRest(spec);
  if (openingSoon !== null) clearTimeout(openingSoon);
  openingSoon = setTimeout(() => void reopen(), restMs); // by then lanes may have moved
}

function sendChange(lane: number, set: LaneChange): void {
  const turn = openings;
  const inWorker = workerLane(useApp.getState().run, lane);
  requireWorker()
    .client.call('set', { lane: inWorker, set })
    .then(({ step }) => {
      if (turn !== openings) return; // another run has begun since
      const { run } = useApp.getState();
      const moved: Hand = { lane: pageLane(run, inWorker), event: { step, set }, atMs: performance.now() };
      const recorded = withHand(run.spec, moved, hand);
      hand = recorded.hand;
      takeRunSpec(recorded.run, withHand(run.exact, moved, null).run);
    }, failUnlessTooLate);
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

export function loadPreset(id: string): void {
  const preset = presetById(id) ?? presetById(defaultPresetId);
  if (preset) void openExperiment(preset.spec, preset.id, true);
}

/** Trains a lane with an issue from the start with what is likely to mend it, and none of the events that set the same. */
export function retryLane(lane: number): void {
  const { spec, run } = useApp.getState();
  const retry = laneRetry(run, lane);
  if (retry === null) return;
  const lanes = spec.lanes.map((l, i) => (i === lane ? laneRetried(l, retry) : l));
  void openExperiment({ ...spec, lanes }, null).then(trainIf);
}

/** Downloads again what failed or has stalled; a run that stopped for it goes on, or ends where that was asked. */
export function retryData(): void {
  const { run } = useApp.getState();
  if (run.state === 'failed') {
    restartWorker();
    return;
  }
  requireWorker()
    .client.call('retryData', {})
    .then(() => {
      if (run.error?.code !== 'data') return;
      if (run.endAsked) finishNow();
      else train();
    }, failUnlessReplaced);
}

/** After a failure, or in place of a worker that does not answer: a fresh one, the same experiment from its initial weights. */
export function restartWorker(): void {
  const { spec, presetId } = useApp.getState();
  void openExperiment(spec, presetId, false, true);
}

/** Steps a second; null for as fast as it goes. Called when `view.speed` changes. */
export function setSpeed(stepsPerSecond: number | null): void {
  requireWorker().client.call('speed', { stepsPerSecond }).catch(failUnlessReplaced);
}
