import { datasetKey } from '../../data/catalog/info.ts';
import { isLastEvaluation } from '../../store/race-progress.ts';
import { hasBegun } from '../../store/rounds.ts';
import type { AppState } from '../../store/state.ts';

/** What the big button does when pressed now. */
export type TrainAction = 'train' | 'starting' | 'pause' | 'evaluating' | 'again' | 'loading' | 'blocked';

/** What the big button does in this state; on `evaluating`, `loading` and `blocked`, nothing. */
export function trainAction({ run, data, spec }: Pick<AppState, 'run' | 'data' | 'spec'>): TrainAction {
  if (run.state === 'failed') return 'blocked';
  if (isLastEvaluation(run)) return 'evaluating';
  if (run.state === 'running') return 'pause';
  if (run.state === 'finished') return 'again';
  if (run.pendingAction === 'train') return 'starting';
  if (data === null || data.id !== datasetKey(spec.data)) return 'loading';
  if (data.ready) return 'train';
  return data.failures.length > 0 ? 'blocked' : 'loading';
}

export function isIdle(action: TrainAction): boolean {
  return action === 'evaluating' || action === 'loading' || action === 'blocked';
}

/** True before the first step of the first run: the page then shows how to begin. */
export function isFirstVisit({ run, previous }: Pick<AppState, 'run' | 'previous'>): boolean {
  const begun = run.state === 'running' || run.state === 'finished';
  return !hasBegun(run) && previous === null && !begun;
}
