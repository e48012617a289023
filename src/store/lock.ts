import type { Raced } from './rounds.ts';
import { hasBegun, isOver } from './rounds.ts';
import type { RunSlice } from './state.ts';
import { isFair } from './tuning.ts';

type Locked = Raced & Pick<RunSlice, 'state' | 'step'>;

/** Why the lanes' controls are locked, after `Sliders are locked:`; null where they move. The worker rejects a live edit alike. */
export function lockReason(run: Locked): string | null {
  if (isOver(run)) return null;
  if (isFair(run)) {
    const isUnderWay = run.state === 'running' || hasBegun(run);
    return isUnderWay ? 'a fair race treats lanes alike' : null;
  }
  return isFirstOver(run) ? 'the seeds repeat what the first one did; restart to change' : null;
}

/** Whether the first round is over and others follow: not told of a run that has but one, between its end and the word of it. */
function isFirstOver({ spec, rounds, roundEnd }: Locked): boolean {
  return rounds.length > 0 || (roundEnd !== null && (spec.seeds > 1 || spec.race.timing !== null));
}

/** Whether the lanes' controls are locked. */
export const isLocked = (run: Locked): boolean => lockReason(run) !== null;
