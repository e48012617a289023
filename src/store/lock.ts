import type { RunRounds } from './rounds.ts';
import { hasBegun, isOver } from './rounds.ts';
import type { RunSlice } from './state.ts';
import { isFair } from './tuning.ts';

type LockState = RunRounds & Pick<RunSlice, 'state' | 'step'>;

/**
 * Why the lanes' controls are locked: `fair`, since a fair race treats lanes alike; `seeds`, since the seeds repeat what the
 * first one did. Null where they move. The worker refuses an edit alike.
 */
export function lockReason(run: LockState): 'fair' | 'seeds' | null {
  if (isOver(run)) return null;
  if (isFair(run.displaySpec)) {
    const isUnderWay = run.state === 'running' || hasBegun(run);
    return isUnderWay ? 'fair' : null;
  }
  return isFirstOver(run) ? 'seeds' : null;
}

/** Whether the first round is over and others follow: not told of a run that has but one, between its end and the word of it. */
function isFirstOver({ displaySpec: spec, rounds, roundEnd }: LockState): boolean {
  return rounds.length > 0 || (roundEnd !== null && (spec.seeds > 1 || spec.race.timing !== null));
}

/** Whether the lanes' controls are locked. */
export const isLocked = (run: LockState): boolean => lockReason(run) !== null;
