import type { ErrorReport } from '../core/errors.ts';
import { DownhillError, toErrorReport } from '../core/errors.ts';
import type { Listeners } from '../protocol/client.ts';
import type { AdapterReport, Events, MetricsFrame, Preference } from '../protocol/messages.ts';
import { differenceText } from '../spec/difference.ts';
import { withLaneChange } from '../spec/lane-change.ts';
import { defaultPresetId, presetById } from '../spec/presets.ts';
import type { ExperimentSpec, LaneChange } from '../spec/schema.ts';
import { parseLaneChange, parseSpec } from '../spec/schema.ts';
import { emptyRun, useApp } from './app.ts';
import { changeLabel } from './change-label.ts';
import { writeLink } from './link.ts';
import { Rate } from './rate.ts';
import type { ChangeMark } from './series.ts';
import { seriesStore } from './series.ts';
import type { Spawned } from './spawn.ts';
import { spawn } from './spawn.ts';
import type { RunSlice } from './state.ts';

let worker: Spawned | null = null;
let backend: Preference | null = null;
let openings = 0;
const rate = new Rate();

function patchRun(patch: Partial<RunSlice>): void {
  useApp.setState(({ run }) => ({ run: { ...run, ...patch } }));
}

function failRun(error: unknown): void {
  patchRun({ state: 'failed', error: toErrorReport(error), waiting: null });
}

const listeners: Listeners = {
  state: ({ state, step, error }) => {
    if (state !== 'running') rate.reset();
    patchRun({ state, step, error });
  },
  data: (data) => useApp.setState({ data }),
  thumbnails: (thumbnails) => useApp.setState({ thumbnails }),
  metrics: takeMetrics,
  evaluation: ({ lane, evaluation }) => {
    seriesStore.lane(lane).evaluations.push(evaluation);
    seriesStore.changed();
    patchRun(evaluation.split === 'test' ? { test: evaluation } : { latestValidation: evaluation });
  },
  epoch: ({ epoch }) => patchRun({ epochs: [...useApp.getState().run.epochs, epoch] }),
  lane: takeLane,
  waiting: ({ message }) => patchRun({ waiting: message }),
};

function takeMetrics(frames: readonly MetricsFrame[]): void {
  for (const frame of frames) seriesStore.lane(frame.lane).append(frame);
  seriesStore.changed();
  const { steps, elapsedMs } = seriesStore.lane(0);
  const stepsPerSecond = rate.add(steps, elapsedMs.at(steps - 1)) ?? useApp.getState().run.stepsPerSecond;
  patchRun({ step: steps, stepsPerSecond });
}

function takeLane({ lane, state, divergence, targetStep }: Events['lane']): void {
  const series = seriesStore.lane(lane);
  series.divergence = divergence;
  series.targetStep = targetStep;
  seriesStore.changed();
  const lanes = useApp
    .getState()
    .run.lanes.map((l, i) => (i === lane ? { state, divergence, targetStep } : l));
  patchRun({ lanes });
}

/** Starts a worker and its device. Null where that failed, which the page then says. */
export async function connect(prefer: Preference | null): Promise<AdapterReport | null> {
  worker?.terminate();
  backend = prefer;
  worker = spawn(listeners, failRun);
  const current = worker;
  try {
    const dataUrl = new URL('data/', document.baseURI).href;
    const adapter = await current.client.call('connect', { prefer, dataUrl });
    await current.client.call('speed', { stepsPerSecond: useApp.getState().view.speed });
    useApp.setState({ adapter });
    return adapter;
  } catch (error) {
    if (worker === current) failRun(error);
    return null;
  }
}

/** Opens an experiment at its initial weights, paused. What was trained so far becomes the previous run. */
export async function openExperiment(spec: ExperimentSpec, presetId: string | null): Promise<void> {
  const { client } = requireWorker();
  const turn = ++openings;
  keepPrevious(spec);
  useApp.setState({ spec, presetId, specError: null });
  writeLink(spec);
  rate.reset();
  patchRun({ ...emptyRun, state: 'building', lanes: spec.lanes.map(() => emptyLane) });
  try {
    const { model, classes, stepsPerEpoch, horizon } = await client.call('open', { spec });
    if (turn === openings) patchRun({ model, classes, stepsPerEpoch, horizon });
  } catch (error) {
    if (worker?.client === client && turn === openings) failRun(error);
  }
}

const emptyLane = { state: 'ready', divergence: null, targetStep: null } as const;

/** The worker as it is now. @throws DownhillError code `worker` where none is running */
export function requireWorker(): Spawned {
  if (worker) return worker;
  throw new DownhillError({ code: 'worker', message: 'Training worker: is not running; reload the page' });
}

/** A run of a few steps is kept too; an untouched one leaves the previous run as it was. */
function keepPrevious(next: ExperimentSpec): void {
  const { spec, run, previous } = useApp.getState();
  const [series] = seriesStore.reset(next.lanes.length);
  if (!series || series.steps === 0) {
    if (previous) useApp.setState({ previous: { ...previous, label: differenceText(previous.spec, next) } });
    return;
  }
  const label = differenceText(spec, next);
  useApp.setState({ previous: { label, series, spec, stepsPerEpoch: run.stepsPerEpoch } });
}

/** Asks the worker something whose failure is the run's. */
function ask(kind: 'play' | 'pause' | 'step'): void {
  requireWorker().client.call(kind, {}).catch(failUnlessReplaced);
}

function failUnlessReplaced(error: unknown): void {
  if (!(error instanceof DownhillError && error.code === 'worker')) failRun(error);
}

export function train(): void {
  const { state } = useApp.getState().run;
  if (state === 'paused') ask('play');
  if (state === 'finished') void reopen().then(train);
}

function pause(): void {
  ask('pause');
}

/** Trains or pauses. */
export function toggle(): void {
  if (useApp.getState().run.state === 'running') pause();
  else train();
}

/** One minibatch. */
export function stepOnce(): void {
  const { state } = useApp.getState().run;
  if (state === 'paused' || state === 'running') ask('step');
}

/** Ends a run early: evaluates on the test set now. */
export function finishNow(): void {
  requireWorker().client.call('finish', { evaluate: true }).catch(failUnlessReplaced);
}

/** Back to the same initial weights; the run so far becomes the previous one. Hands laid on it are not repeated. */
export function restart(): void {
  void reopen();
}

function reopen(): Promise<void> {
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
 * acts on the next step, and is recorded with the first step that used it. A value that makes no sense becomes `specError`.
 */
export function changeLane(lane: number, set: LaneChange): void {
  const { spec, run } = useApp.getState();
  try {
    const change = parseLaneChange(spec, lane, 0, set);
    const lanes = spec.lanes.map((l, i) => (i === lane ? withLaneChange(l, change) : l));
    const moved = { ...spec, lanes };
    if (run.state === 'building') {
      void openExperiment(moved, null); // there is no run yet to take the change
      return;
    }
    useApp.setState({ spec: moved, presetId: null, specError: null });
    writeLink(moved);
    if (run.state === 'failed') return;
    const { client } = requireWorker();
    client.call('set', { lane, set: change }).then(({ step }) => {
      if (step > 0) markChange(lane, step, { before: spec, set: change });
    }, failUnlessReplaced);
  } catch (error) {
    useApp.setState({ specError: toErrorReport(error) });
  }
}

interface Move {
  readonly before: ExperimentSpec;
  readonly set: LaneChange;
}

/** What each mark on the charts stands for: the experiment before it, what was set since, and when last. */
const moves = new WeakMap<ChangeMark, Move & { readonly atMs: number }>();
/** A hand that rests this long has begun anew. */
const gestureMs = 1000;

/** A hand that moves one control on leaves one mark, where it began. */
function markChange(lane: number, step: number, move: Move): void {
  const { changes } = seriesStore.lane(lane);
  const last = changes.at(-1);
  const before = last && moves.get(last);
  const atMs = performance.now();
  const same = before !== undefined && Object.keys(move.set).every((key) => key in before.set);
  const goesOn = last !== undefined && before !== undefined && same && atMs - before.atMs < gestureMs;
  const whole = goesOn ? { before: before.before, set: { ...before.set, ...move.set } } : move;
  const mark = { step: goesOn ? last.step : step, label: changeLabel(whole.before, lane, whole.set) };
  moves.set(mark, { ...whole, atMs });
  changes.splice(goesOn ? -1 : changes.length, goesOn ? 1 : 0, mark);
  seriesStore.changed();
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
  if (preset) void openExperiment(preset.spec, preset.id);
}

/** After a divergence: a third of the learning rate, from the start. */
export function retryLower(lane: number): void {
  const { spec } = useApp.getState();
  const lanes = spec.lanes.map((l, i) => {
    if (i !== lane) return l;
    return {
      ...l,
      events: [],
      optimizer: { ...l.optimizer, lr: Number((l.optimizer.lr / 3).toPrecision(2)) },
    };
  });
  void openExperiment({ ...spec, lanes }, null).then(train);
}

/** Downloads again what failed; a run that stopped for it goes on. */
export function retryData(): void {
  const { run } = useApp.getState();
  if (run.state === 'failed') {
    restartWorker();
    return;
  }
  requireWorker()
    .client.call('retryData', {})
    .then(() => {
      if (run.error?.code === 'data') train();
    }, failUnlessReplaced);
}

/** After a crash or a lost GPU: a fresh worker, the same experiment from its initial weights. */
export function restartWorker(): void {
  const { spec, presetId } = useApp.getState();
  void connect(backend).then((adapter) => (adapter ? openExperiment(spec, presetId) : undefined));
}

/** Steps a second; null for as fast as it goes. Called when `view.speed` changes. */
export function setSpeed(stepsPerSecond: number | null): void {
  requireWorker().client.call('speed', { stepsPerSecond }).catch(failUnlessReplaced);
}
