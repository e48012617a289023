import { Timer } from '../core/timer.ts';
import { describeEvents } from '../experiment/edits.ts';
import type { Listeners } from '../protocol/client.ts';
import type { Events, MetricsFrame } from '../protocol/messages.ts';
import { changeByWorker, emptyLane, useApp } from './app.ts';
import { compactRound } from './compact-round.ts';
import { patchLane, patchRun } from './patch.ts';
import { phaseNow, roundNow, shownSpec } from './rounds.ts';
import { seriesStore } from './series.ts';
import type { RunSlice } from './state.ts';
import { EvaluationTime, MeanStepTime, Throughput } from './throughput.ts';

type RunRequest = (kind: 'play' | 'step') => void;

let meanStepTime = new MeanStepTime();
let evaluation = new EvaluationTime();
const throughput = new Throughput();
const runTimer = new Timer();
/** How long the round has waited for data, which is neither training nor evaluation. */
const waitTimer = new Timer();

/** Another experiment is opened, with step times of its own. */
export function resetStepTime(): void {
  evaluation = new EvaluationTime();
  restartStepTime();
}

/** Other steps are to come, whose times are not those of the steps before. */
function restartStepTime(): void {
  throughput.reset();
  meanStepTime = new MeanStepTime();
  evaluation.nextRound();
  waitTimer.lap(performance.now());
}

/** Steps a second by the clock, where a step takes so long to train: with what evaluation adds. */
function wallStepsPerSecond(trainMs: number): number {
  const { lanes, every } = evalIntervalNow();
  return 1000 / (trainMs + evaluation.perStep(lanes, every));
}

function evalIntervalNow(): { readonly lanes: number; readonly every: number } {
  const { run } = useApp.getState();
  const isTimed = phaseNow(run) === 'timing';
  return {
    lanes: run.lanes.length,
    every: isTimed ? Number.POSITIVE_INFINITY : run.displaySpec.training.evalEvery,
  };
}

/** The live edits of the lanes of the round under way, as the charts mark them. */
export function markChanges(): void {
  const { run } = useApp.getState();
  for (const entry of roundNow(run).entries) entry.series.changes = describeEvents(shownSpec(run, entry));
  seriesStore.changed();
}

/** What the worker tells of lanes and steps goes by their position in the round under way. */
export const listenersOf = (request: RunRequest): Listeners => ({
  state: ofRun((state) => onState(state, request)),
  adapter: fromWorker((adapter) => useApp.setState({ adapter })),
  data: fromWorker((data) => useApp.setState({ data })),
  stalled: fromWorker(({ files }) => useApp.setState({ stalled: files })),
  thumbnails: fromWorker((thumbnails) => useApp.setState({ thumbnails })),
  metrics: ofRun(onMetrics),
  layerStatistics: ofRun((frames) => {
    for (const frame of frames) seriesStore.lane(frame.lane).layerStatistics.append(frame);
    seriesStore.changed();
  }),
  evaluation: ofRun(({ lane, evaluation: made }) => {
    seriesStore.lane(lane).evaluations.push(made);
    seriesStore.changed();
    patchLane(lane, made.split === 'test' ? { test: made } : { latestValidation: made });
  }),
  epoch: ofRun(({ lane, epoch }) => {
    const epochs = useApp.getState().run.lanes[lane]?.epochs ?? [];
    patchLane(lane, { epochs: [...epochs, epoch] });
  }),
  lane: ofRun(onLane),
  round: ofRun(onRound),
  roundEnd: ofRun((roundEnd) => patchRun({ roundEnd, wallMs: runTimer.lap(performance.now()) })),
  waiting: ofRun(onWaiting),
  evaluating: ofRun(({ split }) => patchRun({ evaluating: split })),
});

/** What the worker tells changes the store as the worker's change. */
const fromWorker =
  <Payload>(handle: (payload: Payload) => void) =>
  (payload: Payload): void =>
    changeByWorker(() => handle(payload));

/** The same of a run: while a result out of a file is on the page, the run that waits behind it has no say. */
const ofRun = <Payload>(handle: (payload: Payload) => void): ((payload: Payload) => void) =>
  fromWorker((payload) => {
    if (useApp.getState().imported === null) handle(payload);
  });

/** A round begins: what the one before it measured is put aside. */
function onRound(report: Events['round']): void {
  const { run } = useApp.getState();
  const over = run.round === null || run.round.index === report.index ? [] : [compactRound(roundNow(run))];
  seriesStore.reset(report.round.lanes.length);
  restartStepTime();
  patchRun({
    round: report,
    roundEnd: null,
    rounds: [...run.rounds, ...over],
    step: 0,
    wallMs: runTimer.elapsedMs(performance.now()),
    lanes: report.round.lanes.map(() => emptyLane),
  });
  markChanges();
}

function onState({ state, step, error }: Events['state'], request: RunRequest): void {
  const { pendingAction, stepsPerSecond, msPerStep } = useApp.getState().run;
  if (state === 'building') runTimer.reset();
  else if (state === 'running') runTimer.start(performance.now());
  else runTimer.stop(performance.now());
  if (state === 'running' && useApp.getState().run.waiting !== null) waitTimer.start(performance.now());
  else waitTimer.stop(performance.now());
  if (state === 'building') {
    patchRun({ state, step, error });
    return;
  }
  if (state === 'running') {
    patchRun({ state, step, error, pendingAction: null });
    return;
  }
  throughput.reset();
  const mean = msPerStep === null ? stepsPerSecond : wallStepsPerSecond(msPerStep);
  // training that was asked for is still to begin: until it has, its button says so
  const isStarting = state === 'paused' && pendingAction === 'train';
  patchRun({
    state,
    step,
    error,
    stepsPerSecond: mean,
    pendingAction: isStarting ? pendingAction : null,
  });
  if (state === 'paused' && pendingAction !== null) request(pendingAction === 'train' ? 'play' : 'step');
}

function onWaiting({ wait }: Events['waiting']): void {
  if (wait !== null && useApp.getState().run.state === 'running') waitTimer.start(performance.now());
  else waitTimer.stop(performance.now());
  patchRun({ waiting: wait });
}

function onMetrics(frames: readonly MetricsFrame[]): void {
  for (const frame of frames) seriesStore.lane(frame.lane).append(frame);
  seriesStore.changed();
  const { steps, elapsedMs } = seriesStore.furthest();
  const { run, view } = useApp.getState();
  const trainedMs = elapsedMs.at(steps - 1);
  const now = performance.now();
  const wallMs = runTimer.elapsedMs(now);
  const { lanes, every } = evalIntervalNow();
  evaluation.follow(steps, wallMs - trainedMs - waitTimer.elapsedMs(now), lanes, every);
  const training = throughput.add(steps, trainedMs);
  const stepsPerSecond = training === null ? run.stepsPerSecond : wallStepsPerSecond(1000 / training);
  meanStepTime.follow(elapsedMs.values, view.speed === null);
  // lanes that are timed alone have a table of their own
  const msPerStep = phaseNow(run) === 'timing' ? run.msPerStep : meanStepTime.msPerStep;
  patchRun({ step: steps, stepsPerSecond, msPerStep, wallMs, lanes: withSkipped(run.lanes, frames) });
}

/** The same list where no lane skipped a step. */
function withSkipped(lanes: RunSlice['lanes'], frames: readonly MetricsFrame[]): RunSlice['lanes'] {
  const news = frames.filter(({ lane, skipped }) => lanes[lane]?.skipped !== skipped);
  if (news.length === 0) return lanes;
  const skipped = new Map(news.map((frame) => [frame.lane, frame.skipped]));
  return lanes.map((lane, i) => ({ ...lane, skipped: skipped.get(i) ?? lane.skipped }));
}

function onLane({ lane, state, divergence, targetStep }: Events['lane']): void {
  const series = seriesStore.lane(lane);
  series.divergence = divergence;
  series.targetStep = targetStep;
  seriesStore.changed();
  patchLane(lane, { state, divergence, targetStep });
}
