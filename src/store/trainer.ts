import type { ErrorReport } from '../core/errors.ts';
import { DownhillError, toErrorReport } from '../core/errors.ts';
import type { Listeners } from '../protocol/client.ts';
import type { AdapterReport, Events, MetricsFrame, Preference } from '../protocol/messages.ts';
import { withLaneChange } from '../spec/lane-change.ts';
import { defaultPresetId, presetById } from '../spec/presets.ts';
import type { ExperimentSpec, LaneChange } from '../spec/schema.ts';
import { parseLaneChange, parseSpec } from '../spec/schema.ts';
import { emptyLane, emptyRun, useApp } from './app.ts';
import type { Hand } from './hands.ts';
import { marksOf, withHand } from './hands.ts';
import { writeLink } from './link.ts';
import { previousOf } from './previous.ts';
import { Pace, Rate } from './rate.ts';
import { seriesStore } from './series.ts';
import type { Spawned } from './spawn.ts';
import { spawn } from './spawn.ts';
import type { LaneRun, RunSlice } from './state.ts';

let worker: Spawned | null = null;
let backend: Preference | null = null;
let openings = 0;
let hand: Hand | null = null;
let pace = new Pace();
const rate = new Rate();

function patchRun(patch: Partial<RunSlice>): void {
  useApp.setState(({ run }) => ({ run: { ...run, ...patch } }));
}

function patchLane(lane: number, patch: Partial<LaneRun>): void {
  const { lanes } = useApp.getState().run;
  patchRun({ lanes: lanes.map((of, i) => (i === lane ? { ...of, ...patch } : of)) });
}

function failRun(error: unknown): void {
  patchRun({ state: 'failed', error: toErrorReport(error), waiting: null });
}

const listeners: Listeners = {
  state: takeState,
  data: (data) => useApp.setState({ data }),
  thumbnails: (thumbnails) => useApp.setState({ thumbnails }),
  metrics: takeMetrics,
  health: (frames) => {
    for (const frame of frames) seriesStore.lane(frame.lane).health.append(frame);
    seriesStore.changed();
  },
  evaluation: ({ lane, evaluation }) => {
    seriesStore.lane(lane).evaluations.push(evaluation);
    seriesStore.changed();
    patchLane(lane, evaluation.split === 'test' ? { test: evaluation } : { latestValidation: evaluation });
  },
  epoch: ({ lane, epoch }) => {
    const epochs = useApp.getState().run.lanes[lane]?.epochs ?? [];
    patchLane(lane, { epochs: [...epochs, epoch] });
  },
  lane: takeLane,
  waiting: ({ message }) => patchRun({ waiting: message }),
};

function takeState({ state, step, error }: Events['state']): void {
  const { asked, stepsPerSecond } = useApp.getState().run;
  if (state === 'running' || state === 'building') {
    patchRun({ state, step, error });
    return;
  }
  rate.reset();
  const { msPerStep } = pace;
  const mean = msPerStep === null ? stepsPerSecond : 1000 / msPerStep;
  patchRun({ state, step, error, stepsPerSecond: mean, asked: null });
  if (state === 'paused' && asked !== null) ask(asked === 'train' ? 'play' : 'step');
}

function takeMetrics(frames: readonly MetricsFrame[]): void {
  for (const frame of frames) seriesStore.lane(frame.lane).append(frame);
  seriesStore.changed();
  const { steps, elapsedMs } = seriesStore.furthest();
  const { run, view } = useApp.getState();
  const stepsPerSecond = rate.add(steps, elapsedMs.at(steps - 1)) ?? run.stepsPerSecond;
  pace.follow(elapsedMs.values, view.speed === null);
  patchRun({ step: steps, stepsPerSecond, msPerStep: pace.msPerStep, lanes: withSkipped(run.lanes, frames) });
}

/** The same list where no lane skipped a step. */
function withSkipped(lanes: RunSlice['lanes'], frames: readonly MetricsFrame[]): RunSlice['lanes'] {
  const news = frames.filter(({ lane, skipped }) => lanes[lane]?.skipped !== skipped);
  if (news.length === 0) return lanes;
  const skipped = new Map(news.map((frame) => [frame.lane, frame.skipped]));
  return lanes.map((lane, i) => ({ ...lane, skipped: skipped.get(i) ?? lane.skipped }));
}

function takeLane({ lane, state, divergence, targetStep }: Events['lane']): void {
  const series = seriesStore.lane(lane);
  series.divergence = divergence;
  series.targetStep = targetStep;
  seriesStore.changed();
  patchLane(lane, { state, divergence, targetStep });
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
  useApp.setState(({ hidden }) => ({ spec, presetId, specError: null, hidden: stillHidden(hidden, spec) }));
  writeLink(spec);
  rate.reset();
  pace = new Pace();
  const { state, asked } = useApp.getState().run;
  patchRun({
    ...emptyRun,
    state: 'building',
    asked: state === 'building' ? asked : null,
    lanes: spec.lanes.map(() => emptyLane),
  });
  takeRunSpec(spec);
  try {
    const { model, classes, stepsPerEpoch, horizon } = await client.call('open', { spec });
    if (turn === openings) patchRun({ model, classes, stepsPerEpoch, horizon });
  } catch (error) {
    if (worker?.client === client && turn === openings) failRun(error);
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
function takeRunSpec(spec: ExperimentSpec): void {
  patchRun({ spec });
  spec.lanes.forEach((lane, i) => {
    seriesStore.lane(i).changes = marksOf(lane);
  });
  seriesStore.changed();
}

/** A run of a few steps is kept too; an untouched one leaves the previous run as it was. */
function keepPrevious(next: ExperimentSpec): void {
  const { run, view } = useApp.getState();
  const previous = previousOf(run, seriesStore.reset(next.lanes.length), next, view.smoothing);
  hand = null;
  if (previous !== null) useApp.setState({ previous });
}

/** Asks the worker something whose failure is the run's. */
function ask(kind: 'play' | 'pause' | 'step'): void {
  requireWorker().client.call(kind, {}).catch(failUnlessReplaced);
}

function failUnlessReplaced(error: unknown): void {
  if (!(error instanceof DownhillError && error.code === 'worker')) failRun(error);
}

/** Trains; while the network is being built, once it is. */
function train(): void {
  const { state } = useApp.getState().run;
  if (state === 'paused') ask('play');
  if (state === 'building') patchRun({ asked: 'train' });
  if (state === 'finished') void reopen().then(train);
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
  const { state, asked } = useApp.getState().run;
  if (state === 'paused' || state === 'running') ask('step');
  if (state === 'building' && asked === null) patchRun({ asked: 'step' });
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
 * acts on the next step too, and is recorded with the first step that used it; after the end it is for the next run
 * alone. A value that makes no sense becomes `specError`.
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
    if (run.state === 'paused' || run.state === 'running') sendChange(lane, change);
  } catch (error) {
    useApp.setState({ specError: toErrorReport(error) });
  }
}

function sendChange(lane: number, set: LaneChange): void {
  const turn = openings;
  requireWorker()
    .client.call('set', { lane, set })
    .then(({ step }) => {
      if (turn !== openings) return; // another run has begun since
      const { run } = useApp.getState();
      const recorded = withHand(run.spec, { lane, event: { step, set }, atMs: performance.now() }, hand);
      hand = recorded.hand;
      takeRunSpec(recorded.run);
    }, failUnlessReplaced);
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

/** What a learning rate that broke is retried at: a third of it, to two digits. */
export const lowerRate = (lr: number): number => Number((lr / 3).toPrecision(2));

/** After a divergence: a third of the learning rate, from the start, and none of its changes on the way. */
export function retryLower(lane: number): void {
  const { spec } = useApp.getState();
  const lanes = spec.lanes.map((l, i) => {
    if (i !== lane) return l;
    return { ...l, events: [], optimizer: { ...l.optimizer, lr: lowerRate(l.optimizer.lr) } };
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
