import type { Raced } from './heats.ts';
import { hasBegun, isOver } from './heats.ts';
import type { RunSlice } from './state.ts';
import { isFair } from './tuning.ts';

/** Whether the lanes' controls are locked: a fair race that is under way treats all lanes alike, by itself. */
export const isLocked = (run: Raced & Pick<RunSlice, 'state' | 'step'>): boolean =>
  isFair(run) && !isOver(run) && (run.state === 'running' || hasBegun(run));
