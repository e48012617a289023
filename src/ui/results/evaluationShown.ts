import { formatWhole } from '../../core/format.ts';
import type { Evaluation } from '../../protocol/messages.ts';
import type { LaneRun } from '../../store/state.ts';

/** The test evaluation once there is one, before that the latest on the validation split. */
export function evaluationShown(lane: LaneRun): Evaluation | null {
  return lane.test ?? lane.latestValidation ?? null;
}

/** What an evaluation was made on, and when: `Validation split, after 1 200 steps`. */
export function evaluationCaption({ split, step }: Evaluation): string {
  return split === 'test'
    ? `Test set, after ${formatWhole(step)} steps`
    : `Validation split, after ${formatWhole(step)} steps`;
}
