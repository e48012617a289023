import { useApp } from './app.ts';
import { wallMs } from './race-progress.ts';
import { hasBegun, isOver, stepsOf } from './rounds.ts';
import type { AppState, Loss, RunSlice } from './state.ts';

/** Less than this is trained again at once: fewer steps of all rounds together, or less time by the clock. */
const minSteps = 50;
const minFinishedMs = 10_000;
/** Of a race that has not ended: it is worth less, and is often stopped to begin anew. */
const minUnfinishedMs = 30_000;

/** How many rounds of a run are over, and so would be in its file. */
const roundsOver = ({ rounds, roundEnd }: Pick<RunSlice, 'rounds' | 'roundEnd'>): number =>
  rounds.filter(({ end }) => end !== null).length + (roundEnd === null ? 0 : 1);

/** What would be lost if the run on the page made way; null for nothing: untouched, short, saved, or out of a file. */
export function lossOf({ run, imported }: Pick<AppState, 'run' | 'imported'>): Loss | null {
  if (imported !== null || !hasBegun(run)) return null;
  const { step, totalSteps, rounds, savedRounds } = run;
  const over = roundsOver(run);
  const isFinished = isOver(run);
  if (isFinished && (over === 0 || savedRounds === over)) return null; // a failure leaves nothing to go on with
  const steps = rounds.reduce((sum, round) => sum + stepsOf(round), step);
  const isShort = (wallMs(run) ?? 0) < (isFinished ? minFinishedMs : minUnfinishedMs);
  if (steps < minSteps || isShort) return null;
  return { kind: isFinished ? 'finished' : 'running', step, totalSteps, unsavedRounds: over - savedRounds };
}

/** What the open question is about, as it stands by now: the run goes on beneath it. Null where none is asked. */
export const pendingLoss = (state: Pick<AppState, 'run' | 'imported' | 'replacing'>): Loss | null =>
  state.replacing && (lossOf(state) ?? state.replacing);

let answer: ((may: boolean) => void) | null = null;

/**
 * Whether the run on the page may make way for another: at once where nothing would be lost, else as the person answers.
 * Everything that replaces a run asks this first.
 */
export function mayReplaceRun(): true | Promise<boolean> {
  answerReplace(false); // a question still open is overtaken by this one
  const loss = lossOf(useApp.getState());
  if (loss === null) return true;
  useApp.setState({ replacing: loss });
  return new Promise((resolve) => {
    answer = resolve;
  });
}

/** The person's answer to the question that `mayReplaceRun` asks. */
export function answerReplace(may: boolean): void {
  if (answer === null) return;
  useApp.setState({ replacing: null });
  answer(may);
  answer = null;
}

/** The result was saved: what is over by now is lost with the page no more. */
export const markSaved = (): void =>
  useApp.setState(({ run }) => ({ run: { ...run, savedRounds: roundsOver(run) } }));

/** Whether leaving the page loses a run: one that has begun and goes on or can, or a finished one that was not saved. */
export function isLostWithPage(state: Pick<AppState, 'run' | 'imported'>): boolean {
  const { run, imported } = state;
  return (imported === null && hasBegun(run) && !isOver(run)) || lossOf(state) !== null;
}

/** Has the browser ask before the page is left with a run that would be lost. */
export function watchUnload(): void {
  addEventListener('beforeunload', (event) => {
    if (isLostWithPage(useApp.getState())) event.preventDefault();
  });
}
