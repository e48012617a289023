import { HyperparamTimeline } from '../experiment/hyperparam-timeline.ts';
import { totalStepsOf } from '../experiment/length.ts';
import type { ExperimentSpec } from '../experiment/schema.ts';
import { optimizerById } from '../optim/index.ts';
import type { ResultFile, RoundRecord, RunRecord } from './records.ts';

/** What an optimizer was told at each step of a run: index i of each column is step i. */
export interface ScheduleColumns {
  readonly lr: Float64Array<ArrayBuffer>;
  readonly momentum: Float64Array<ArrayBuffer>;
}

/** The round of a result that the page shows, with its schedules: the last race, or whatever was last. */
export const shownRecord = ({ rounds }: Pick<ResultFile, 'rounds'>): RoundRecord | undefined =>
  rounds.findLast(({ phase }) => phase === 'race') ?? rounds.at(-1);

/** What the optimizers of the round shown were told, run by run: a file does not have it, for it follows from the lanes. */
export const scheduleColumns = (result: Pick<ResultFile, 'rounds' | 'spec'>): readonly ScheduleColumns[] =>
  (shownRecord(result)?.runs ?? []).map((run) => scheduleColumnsOfRun(run, result.spec));

function scheduleColumnsOfRun({ effectiveSpec, loss }: RunRecord, spec: ExperimentSpec): ScheduleColumns {
  const timeline = new HyperparamTimeline(effectiveSpec, totalStepsOf(spec));
  const key = optimizerById(effectiveSpec.optimizer.id).momentumKey ?? '';
  const columns = { lr: new Float64Array(loss.length), momentum: new Float64Array(loss.length) };
  for (let step = 0; step < loss.length; step++) {
    const { lr = Number.NaN, [key]: momentum = 0 } = timeline.scheduledAt(step);
    columns.lr[step] = lr;
    columns.momentum[step] = momentum;
  }
  return columns;
}
