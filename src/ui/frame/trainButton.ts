import { useApp } from '../../store/app.ts';
import type { AppState } from '../../store/state.ts';
import { restart, toggle, train } from '../../store/trainer.ts';

/** What the big button does when pressed now. */
export type TrainAction = 'train' | 'pause' | 'again' | 'loading' | 'blocked';

export const trainLabels: Readonly<Record<TrainAction, string>> = {
  train: 'Train',
  pause: 'Pause',
  again: 'Train again',
  loading: 'Loading data…',
  blocked: 'Train',
};

/** What the big button does in this state; on `loading` and `blocked`, nothing. */
export function trainAction({ run, data }: Pick<AppState, 'run' | 'data'>): TrainAction {
  if (run.state === 'failed') return 'blocked';
  if (run.state === 'running') return 'pause';
  if (run.state === 'finished') return 'again';
  if (data?.ready) return 'train';
  return data && data.failures.length > 0 ? 'blocked' : 'loading';
}

export function isIdle(action: TrainAction): boolean {
  return action === 'loading' || action === 'blocked';
}

/** Presses the big button: from the page or by Space. A finished run starts again from the same initial weights. */
export function pressTrain(): void {
  const action = trainAction(useApp.getState());
  if (isIdle(action)) return;
  if (action !== 'again') return toggle();
  restart();
  train();
}

/** True before the first step of the first run: the page then shows how to begin. */
export function isFirstVisit({ run, previous }: Pick<AppState, 'run' | 'previous'>): boolean {
  const begun = run.state === 'running' || run.state === 'finished';
  return run.step === 0 && previous === null && !begun;
}
