import { datasetOf } from '../data/catalog/index.ts';
import { describeEvents } from '../experiment/edits.ts';
import { stepsPerEpoch, totalStepsOf } from '../experiment/length.ts';
import type { ExperimentSpec } from '../experiment/schema.ts';
import type { RoundReport } from '../protocol/messages.ts';
import type { EpochLoss, Evaluation } from '../protocol/training-facts.ts';
import type { ResultFile, RoundRecord, RunRecord } from '../race/result.ts';
import type { ScheduleColumns } from '../race/schedule-columns.ts';
import { scheduleColumns, shownRecord } from '../race/schedule-columns.ts';
import { emptyLane, emptyRun } from './app.ts';
import { compactRound } from './compact-round.ts';
import { stepsOf } from './rounds.ts';
import { LaneSeries } from './series.ts';
import type { LaneRun, RoundEntry, RoundState, RunSlice } from './state.ts';

/**
 * A result as a run that has ended, with the numbers of its last round, as `seriesStore` holds them.
 * @param schedules what the optimizers of the round shown were told, where it is known already
 */
export function runOfResult(
  result: ResultFile,
  schedules: readonly ScheduleColumns[] = scheduleColumns(result),
): { readonly run: RunSlice; readonly series: LaneSeries[] } {
  const { spec } = result;
  const shown = shownRecord(result);
  const rounds = result.rounds.map((record, index) =>
    compactRound(roundOf(record, index, spec, record === shown ? schedules : [])),
  );
  const last = rounds.at(-1);
  const series = last ? last.entries.map((entry) => entry.series) : spec.lanes.map(() => new LaneSeries());
  const steps = last ? stepsOf(last) : 0;
  const raced = rounds.findLast(({ phase }) => phase === 'race');
  const msPerStep = raced?.end ? raced.end.trainMs / Math.max(1, stepsOf(raced)) : null;
  const run: RunSlice = {
    ...emptyRun,
    state: 'finished',
    openedSpec: spec,
    displaySpec: spec,
    replaySpec: spec,
    rounds: rounds.slice(0, -1),
    round: last ? reportOf(last) : null,
    roundEnd: last?.end ?? null,
    lanes: last?.entries.map((entry) => entry.run) ?? spec.lanes.map(() => emptyLane),
    step: steps,
    totalSteps: totalStepsOf(spec),
    stepsPerEpoch: stepsPerEpoch(spec.data),
    msPerStep,
    classes: datasetOf(spec.data)?.classes ?? [],
  };
  return { run, series };
}

function roundOf(
  record: RoundRecord,
  index: number,
  spec: ExperimentSpec,
  schedules: readonly ScheduleColumns[],
): RoundState {
  const { phase, seed, steps, hashes, trainMs, runs } = record;
  const maxSteps = Math.max(1, ...runs.map(({ loss }) => loss.length));
  const entries = runs.map((run, i): RoundEntry => {
    const { effectiveSpec } = run;
    const { id: laneId, optimizer } = effectiveSpec;
    return {
      ...(spec.race.mode === 'quick' ? { laneId } : { laneId, lr: optimizer.lr }),
      effectiveSpec,
      run: laneOf(run, spec),
      series: seriesOf(run, trainMs / maxSteps, schedules[i]),
    };
  });
  return { index, phase, seed, steps, entries, end: { index, hashes, trainMs } };
}

/** What the worker would have told of a round. */
function reportOf({ index, phase, seed, steps, entries }: RoundState): RoundReport {
  const lanes = entries.map(({ laneId, lr }) => (lr === undefined ? { laneId } : { laneId, lr }));
  return { index, round: { phase, seed, steps, lanes } };
}

function laneOf(
  { state, divergence, targetStep, evaluations, loss }: RunRecord,
  spec: ExperimentSpec,
): LaneRun {
  const last = (split: Evaluation['split']) => evaluations.findLast((of) => of.split === split) ?? null;
  return {
    ...emptyLane,
    state,
    divergence,
    targetStep,
    epochs: epochsOf(loss, stepsPerEpoch(spec.data)),
    latestValidation: last('validation'),
    test: last('test'),
  };
}

/** The mean loss of each epoch that was trained to its end. */
function epochsOf(loss: Float32Array, perEpoch: number): EpochLoss[] {
  const count = perEpoch > 0 ? Math.floor(loss.length / perEpoch) : 0;
  return Array.from({ length: count }, (_, i) => {
    const sum = loss.subarray(i * perEpoch, (i + 1) * perEpoch).reduce((total, value) => total + value, 0);
    return { epoch: i + 1, runningLoss: sum / perEpoch };
  });
}

/** The numbers of a run; the time of each step is not in a file but its mean. `schedules`: for the page, where they are shown. */
function seriesOf(
  { effectiveSpec, loss, evaluations, divergence, targetStep }: RunRecord,
  msPerStep: number,
  schedules: ScheduleColumns | undefined,
): LaneSeries {
  const series = new LaneSeries();
  series.append({
    loss: Float32Array.from(loss),
    lr: schedules?.lr ?? new Float64Array(0),
    momentum: schedules?.momentum ?? new Float64Array(0),
    elapsedMs: Float64Array.from(loss, (_, i) => (i + 1) * msPerStep),
  });
  series.evaluations.push(...evaluations);
  series.changes = describeEvents(effectiveSpec);
  series.divergence = divergence;
  series.targetStep = targetStep;
  return series;
}
