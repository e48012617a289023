import { create } from 'zustand';
import type { ErrorReport } from '../core/errors.ts';
import { toErrorReport } from '../core/errors.ts';
import type { AdapterReport } from '../protocol/training-facts.ts';
import { verifyResult } from '../protocol/verify-result.ts';
import type { Verification, VerificationProgress } from '../race/verification.ts';
import { useApp } from './app.ts';
import { requestOf } from './kept-weights.ts';
import { PacedSubscription } from './paced-subscription.ts';
import { resultNow } from './result-export.ts';
import { hasResult, isOver } from './rounds.ts';
import { spawn } from './spawn.ts';
import type { AppState } from './state.ts';

interface VerificationState {
  /** `closed`: nothing is asked; `notPortable`: this machine need not give the same bits. */
  readonly status: 'closed' | 'notPortable' | 'running' | 'done' | 'failed';
  /** Null until the first round has begun. */
  readonly progress: VerificationProgress | null;
  readonly verification: Verification | null;
  /** Of the experiment that was verified. */
  readonly laneNames: readonly string[];
  readonly error: ErrorReport | null;
}

const closed: VerificationState = {
  status: 'closed',
  progress: null,
  verification: null,
  laneNames: [],
  error: null,
};

/** The verification of the result on the page; apart from the run, which stays as it is. */
export const useVerification = create<VerificationState>(() => closed);

let underWay: AbortController | null = null;
let stopWatching: () => void = () => undefined;

/** Where the result on the page was trained. */
export const trainedOn = ({
  adapter,
  imported,
}: Pick<AppState, 'adapter' | 'imported'>): AdapterReport | null => imported?.adapter ?? adapter;

/** Trains the result on the page again, in a worker of its own, and compares; in place of a verification under way. */
export function startVerification(): void {
  closeVerification();
  const result = resultNow();
  if (result === null) return;
  const { openedSpec } = useApp.getState().run;
  stopWatching = useApp.subscribe(({ run }) => {
    if (run.openedSpec !== openedSpec) closeVerification(); // another result has taken its place
  });
  const laneNames = result.spec.lanes.map(({ name }) => name);
  if (!result.portable) {
    useVerification.setState({ ...closed, status: 'notPortable', laneNames });
    return;
  }
  const turn = new AbortController();
  underWay = turn;
  const show = (state: Partial<VerificationState>): void => {
    if (underWay === turn) useVerification.setState(state);
  };
  show({ ...closed, status: 'running', laneNames });
  let progress: VerificationProgress | null = null;
  const shown = new PacedSubscription();
  shown.subscribe(() => show({ progress }));
  const verify = async (): Promise<Verification> => {
    const { weights } = await requestOf(result.spec);
    return verifyResult(result, {
      start: spawn,
      dataUrl: new URL('data/', document.baseURI).href,
      ...(weights && { weights }),
      signal: turn.signal,
      onProgress: (latest) => {
        progress = latest;
        shown.byWorker(shown.changed);
      },
    });
  };
  verify().then(
    (verification) => show({ status: 'done', verification }),
    (error: unknown) => show({ status: 'failed', error: toErrorReport(error) }),
  );
}

/** Ends a verification, however far it is. */
export function closeVerification(): void {
  stopWatching();
  underWay?.abort();
  underWay = null;
  useVerification.setState(closed);
}

/** Whether there is a result that may be verified: training beside it would lengthen the times of both. */
export const canVerify = ({ run }: Pick<AppState, 'run'>): boolean => isOver(run) && hasResult(run);
