import { formatWhole } from '../../core/format.ts';
import type { Evaluation } from '../../protocol/messages.ts';
import type { RunRounds } from '../../store/rounds.ts';
import { latestRace } from '../../store/rounds.ts';
import type { LaneRun } from '../../store/state.ts';

/** The test evaluation once there is one, before that the latest on the validation split. */
export function evaluationShown(lane: LaneRun): Evaluation | null {
  return lane.test ?? lane.latestValidation ?? null;
}

/** The seed of what is shown of a lane, its latest race; null where only one is raced. */
export function seedShown(run: RunRounds, lane: number): number | null {
  return run.displaySpec.seeds > 1 ? (latestRace(run, lane)?.round.round.seed ?? null) : null;
}

/** What an evaluation was made on, and when: `Validation split, after 1 200 steps`; of several seeds at which. */
export function evaluationCaption({ split, step }: Evaluation, seed: number | null): string {
  const at = seed === null ? '' : ` of seed ${formatWhole(seed)}`;
  return `${split === 'test' ? 'Test set' : 'Validation split'}, after ${formatWhole(step)} steps${at}`;
}

/** What the epochs list, and of several seeds of which: `Running training loss of seed 7`. */
export function epochsCaption(seed: number | null): string {
  return `Running training loss${seed === null ? '' : ` of seed ${formatWhole(seed)}`}`;
}
