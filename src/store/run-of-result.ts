import { datasetOf } from '../data/index.ts';
import { optimizerById } from '../optim/index.ts';
import type { EpochLoss, Evaluation } from '../protocol/messages.ts';
import type { HeatRecord, RaceResult, RunRecord } from '../race/result.ts';
import { LaneHyper } from '../spec/lane-hyper.ts';
import { horizonOf, stepsPerEpoch } from '../spec/length.ts';
import type { ExperimentSpec } from '../spec/schema.ts';
import { emptyLane, emptyRun } from './app.ts';
import { marksOf } from './hands.ts';
import { LaneSeries } from './series.ts';
import { settled } from './settled.ts';
import type { HeatRun, LaneRun, RunSlice } from './state.ts';

/** A result as a run that has ended, with the numbers of its last heat, as `seriesStore` holds them. */
export function runOfResult(result: RaceResult): { readonly run: RunSlice; readonly series: LaneSeries[] } {
  const { spec } = result;
  const shown = result.heats.findLast(({ phase }) => phase === 'race') ?? result.heats.at(-1);
  const heats = result.heats.map((record, index) => settled(heatOf(record, index, spec, record === shown)));
  const last = heats.at(-1);
  const series = last ? [...last.series] : spec.lanes.map(() => new LaneSeries());
  const steps = longest(series);
  const raced = heats.findLast(({ heat }) => heat.phase === 'race');
  const msPerStep = raced?.end ? raced.end.trainMs / Math.max(1, longest(raced.series)) : null;
  const run: RunSlice = {
    ...emptyRun,
    state: 'finished',
    spec,
    exact: spec,
    heats: heats.slice(0, -1),
    heat: last ?? null,
    heatEnd: last?.end ?? null,
    lanes: last?.lanes ?? spec.lanes.map(() => emptyLane),
    step: steps,
    horizon: horizonOf(spec),
    stepsPerEpoch: stepsPerEpoch(spec.data),
    msPerStep,
    classes: datasetOf(spec.data)?.classes ?? [],
  };
  return { run, series };
}

const longest = (series: readonly LaneSeries[]): number => Math.max(0, ...series.map(({ steps }) => steps));

function heatOf(record: HeatRecord, index: number, spec: ExperimentSpec, isShown: boolean): HeatRun {
  const { phase, seed, steps, hashes, trainMs, runs } = record;
  const lanes = runs.map(({ lane, ran }) => {
    return spec.race.mode === 'quick' ? { lane } : { lane, lr: ran.optimizer.lr };
  });
  const mostSteps = Math.max(1, ...runs.map(({ loss }) => loss.length));
  return {
    index,
    heat: { phase, seed, steps, lanes },
    ran: runs.map(({ ran }) => ran),
    lanes: runs.map((run) => laneOf(run, spec)),
    series: runs.map((run) => seriesOf(run, trainMs / mostSteps, isShown ? hyperOf(run, spec) : [])),
    end: { index, hashes, trainMs },
  };
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

/** What the optimizer was told at each step: it follows from the lane as it ran. */
function hyperOf({ ran, loss }: RunRecord, spec: ExperimentSpec): readonly Told[] {
  const hyper = new LaneHyper(ran, horizonOf(spec));
  const key = optimizerById(ran.optimizer.id).momentumKey ?? '';
  return Array.from(loss, (_, step) => {
    const { lr = Number.NaN, [key]: momentum = 0 } = hyper.scheduledAt(step);
    return { lr, momentum };
  });
}

interface Told {
  readonly lr: number;
  readonly momentum: number;
}

/** The numbers of a run; the time of each step is not in a file but its mean. `told`: for the schedules, where they are shown. */
function seriesOf(
  { ran, loss, evaluations, divergence, targetStep }: RunRecord,
  msPerStep: number,
  told: readonly Told[],
): LaneSeries {
  const series = new LaneSeries();
  series.append({
    loss: Float32Array.from(loss),
    lr: Float64Array.from(told, ({ lr }) => lr),
    momentum: Float64Array.from(told, ({ momentum }) => momentum),
    elapsedMs: Float64Array.from(loss, (_, i) => (i + 1) * msPerStep),
  });
  series.evaluations.push(...evaluations);
  series.changes = marksOf(ran);
  series.divergence = divergence;
  series.targetStep = targetStep;
  return series;
}
