import type { AdapterClass } from '../compiler/kernels/kernel.ts';
import type { BufferLimits, WorkerLimits } from '../compiler/limits.ts';
import { checkLimits, checkWasmMemory } from '../compiler/limits.ts';
import type { ExperimentLowering } from '../compiler/lowering/experiment.ts';
import { loweringOf } from '../compiler/lowering/experiment.ts';
import { fittingOf } from '../compiler/lowering/lower-model.ts';
import type { MemoryNeed } from '../compiler/memory.ts';
import { memoryOf, wasmMemoryOf } from '../compiler/memory.ts';
import type { ErrorReport } from '../core/errors.ts';
import { toErrorReport } from '../core/errors.ts';
import { datasetName, datasetOf } from '../data/catalog/index.ts';
import { planOf } from '../experiment/lane-update.ts';
import { totalStepsOf } from '../experiment/length.ts';
import type { ExperimentSpec, LaneSpec } from '../experiment/schema.ts';
import type { Round } from '../race/plan.ts';
import { measuresLayers, planRounds } from '../race/plan.ts';
import { racePlanOf } from '../race/race-plan.ts';

/** What an experiment takes of memory: in the round that is rejected, else in that which takes the most. */
export interface TrainingMemory extends MemoryNeed {
  /** That train at once. */
  readonly lanes: number;
  /** What the executor would say before it allocates, where the device does not grant it. */
  readonly rejection: ErrorReport | null;
}

/** What the experiment would train on. */
export interface TrainingDevice {
  /** What there is for workers, where it trains by WebAssembly, which takes memory as a whole; by WebGPU where absent. */
  readonly workers?: WorkerLimits | null;
  readonly adapterClass: AdapterClass;
  readonly limits: BufferLimits;
}

/** Where no device is known: one that grants whatever is asked for. */
export const roomyDevice: TrainingDevice = {
  adapterClass: 'gpu',
  limits: {
    maxBufferSize: Number.POSITIVE_INFINITY,
    maxStorageBufferBindingSize: Number.POSITIVE_INFINITY,
  },
};

/**
 * How much memory an experiment takes, by the compiler; a run by tfjs takes its own.
 * @throws DownhillError code `spec` where the network does not fit the images
 */
export function trainingMemory(spec: ExperimentSpec, device: TrainingDevice): TrainingMemory {
  const info = datasetOf(spec.data);
  if (!info) throw new RangeError(`dataset: no declaration of ${datasetName(spec.data)}`);
  const { shape, classes, trainCount, testCount } = info;
  const dataset = {
    manifest: { shape, classes, counts: { train: trainCount, test: testCount } },
    validation: spec.data.validation,
  };
  const needs = largestRounds(spec).map((round): TrainingMemory => {
    const lanes = lanesIn(spec, round);
    const compiled = lanes.map((lane) => ({ name: lane.optimizer.id, plan: planOf(lane) }));
    const { adapterClass, limits } = device;
    const setting = { dataset, adapterClass, layerStatistics: measuresLayers(round) };
    const lowering = loweringOf(spec, compiled, setting);
    const need = device.workers ? wasmMemoryOf(lowering, device.workers) : memoryOf(lowering, limits);
    return { ...need, lanes: lanes.length, rejection: rejectionOf(need, lowering, device) };
  });
  const rejected = needs.find(({ rejection }) => rejection !== null);
  return rejected ?? needs.reduce((largest, need) => (need.total > largest.total ? need : largest));
}

function rejectionOf(
  { buffers }: MemoryNeed,
  lowering: ExperimentLowering,
  { workers, limits }: TrainingDevice,
): ErrorReport | null {
  try {
    const { model, widths } = lowering;
    if (workers) checkWasmMemory(buffers, { model, widths });
    else checkLimits(buffers, limits, { model, widths, fitting: () => fittingOf(lowering, limits) });
    return null;
  } catch (error) {
    return toErrorReport(error);
  }
}

const lanesIn = (spec: ExperimentSpec, { lanes }: Pick<Round, 'lanes'>): readonly LaneSpec[] =>
  lanes.flatMap(({ laneId }) => spec.lanes.find(({ id }) => id === laneId) ?? []);

/** Of each phase the round whose lanes keep the most; a lane that is timed alone takes no more than it does in a race. */
function largestRounds(spec: ExperimentSpec): readonly Pick<Round, 'phase' | 'lanes'>[] {
  const totalSteps = totalStepsOf(spec);
  if (totalSteps === null) return [{ phase: 'race', lanes: spec.lanes.map(({ id }) => ({ laneId: id })) }];
  const valuesPerParameter = new Map(
    spec.lanes.map((lane) => [lane.id, 1 + planOf(lane).memoryPerParameter]),
  );
  const valuesIn = ({ lanes }: Round) =>
    lanes.reduce((sum, { laneId }) => sum + (valuesPerParameter.get(laneId) ?? 0), 0);
  const rounds = planRounds(racePlanOf(spec, totalSteps)).toSorted((a, b) => valuesIn(b) - valuesIn(a));
  return (['lr-search', 'race'] as const).flatMap(
    (phase) => rounds.find((round) => round.phase === phase) ?? [],
  );
}
