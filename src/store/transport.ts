import type { ExperimentSpec } from '../experiment/schema.ts';
import { useApp } from './app.ts';
import { openExperiment, reopen, restartWorker, turnNow } from './opening.ts';
import { patchRun } from './patch.ts';
import { laneIdOf } from './rounds.ts';
import { failUnlessReplaced, request, requireWorker } from './worker.ts';

/** Trains; while the network is being built, once it is. */
function train(): void {
  if (turnNow().soon !== null) {
    void reopen().then(trainIf);
    return;
  }
  const { state } = useApp.getState().run;
  if (state === 'paused') request('play');
  if (state === 'building') patchRun({ pendingAction: 'train' });
  if (state === 'finished') void reopen().then(trainIf);
}

/** Trains an experiment once it is opened. */
function trainIf(isOpened: boolean): void {
  if (isOpened) train();
}

/** Trains or pauses; training that was asked for and has not begun is taken back. */
export function toggle(): void {
  const { state, pendingAction } = useApp.getState().run;
  const isStarting = state !== 'running' && pendingAction === 'train';
  if (isStarting) patchRun({ pendingAction: null });
  if (state === 'running' || (isStarting && state === 'paused')) request('pause');
  else if (!isStarting) train();
}

/** One minibatch; while the network is being built, once it is. */
export function stepOnce(): void {
  if (turnNow().soon !== null) {
    void reopen().then(stepOnce);
    return;
  }
  const { state, pendingAction } = useApp.getState().run;
  if (state === 'paused' || state === 'running') request('step');
  if (state === 'building' && pendingAction === null) patchRun({ pendingAction: 'step' });
}

/** Stops one lane of the round under way and of those to come; the others go on. Lanes count from 0 in the experiment. */
export function stopLane(lane: number): void {
  const laneId = laneIdOf(useApp.getState().run, lane);
  requireWorker().client.call('stopLane', { laneId }).catch(failUnlessReplaced);
}

/** Ends a run where it is, and keeps what it has: evaluates on the test set now. */
export function finishNow(): void {
  patchRun({ endRequested: true });
  requireWorker().client.call('finish', { evaluate: true }).catch(failUnlessReplaced);
}

/** Back to the same initial weights; the run so far becomes the previous one. Live edits are not repeated. */
export function restart(): void {
  void reopen();
}

/** Restarts with the next seed: other initial weights, other batches. */
export function newSeed(): void {
  const { spec, presetId } = useApp.getState();
  void openExperiment({ ...spec, seed: (spec.seed + 1) % 2 ** 32 }, presetId);
}

/** Opens an edited experiment and trains it. */
export function trainExperiment(spec: ExperimentSpec): void {
  void openExperiment(spec, null).then(trainIf);
}

/** Races the experiment again over `seeds` seeds, from the first. */
export function raceAgainOver(seeds: number): void {
  trainExperiment({ ...useApp.getState().spec, seeds });
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
      if (run.endRequested) finishNow();
      else train();
    }, failUnlessReplaced);
}

/** Steps a second; null for as fast as it goes. Called when `view.speed` changes. */
export function setSpeed(stepsPerSecond: number | null): void {
  requireWorker().client.call('speed', { stepsPerSecond }).catch(failUnlessReplaced);
}
