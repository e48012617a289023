import type { LaneSpec } from '../experiment/schema.ts';
import type { Blame } from './blame.ts';
import { blameFromStart, blameOf } from './blame.ts';
import type { Idle } from './learning.ts';
import type { Divergence } from './outcome.ts';

/** What is wrong with a lane, with the number that is to blame. */
export type LaneIssue = (DivergedLane | Idle) & { readonly cause: Blame };

interface DivergedLane {
  readonly id: 'diverged';
  /** The step whose loss broke the rule. */
  readonly step: number;
  readonly reason: Divergence['reason'];
  /** That loss. */
  readonly loss: number;
}

/** Steps in a row that the stability guard may refuse. */
export const rejectedPatience = 100;

/** @param lane as it ran, with its edits as events; `totalSteps`: steps of the whole run, null until stopped */
export function divergedIssue(
  { step, reason }: Pick<Divergence, 'step' | 'reason'>,
  loss: number,
  lane: LaneSpec,
  totalSteps: number | null,
): LaneIssue {
  // both reasons come after so many steps, and the guard heeds an edit of the very step
  const began = reason === 'skipped' ? step - rejectedPatience + 2 : step - rejectedPatience + 1;
  const shown = reason === 'skipped' || reason === 'atChance' ? Math.max(0, began) : step;
  return { id: 'diverged', step, reason, loss, cause: blameOf(lane, shown, totalSteps) };
}

/** @param lane as it ran, with its edits as events; `totalSteps`: steps of the whole run, null until stopped */
export function idleIssue(idle: Idle, lane: LaneSpec, totalSteps: number | null): LaneIssue {
  if (idle.id === 'notLearning') return { ...idle, cause: blameFromStart(lane, totalSteps, idle.exploded) };
  return { ...idle, cause: blameOf(lane, idle.since ?? idle.step, totalSteps) };
}
