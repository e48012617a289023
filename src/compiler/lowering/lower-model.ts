import type { Layer } from '../../nn/layer.ts';
import type { Plan } from '../../optim/plan.ts';
import type { Augmentation } from '../kernels/gather.ts';
import type { AdapterClass } from '../kernels/kernel.ts';
import type { EvaluateShape } from '../kernels/loss/evaluate.ts';
import type { BufferLimits, SmallerForm } from '../limits.ts';
import { fits } from '../limits.ts';
import { Arena } from './arena.ts';
import type { LowerContext } from './context.ts';
import { LayerStatisticsParts, layerStatisticsPrograms, sumsBuffer } from './layer-statistics.ts';
import type { DatasetOutline } from './lower.ts';
import {
  clearProgram,
  datasetWords,
  evaluationBuffers,
  evaluationPrograms,
  gatherProgram,
  gradientsBuffer,
  laneProgram,
  metricsRingBuffer,
  networkOfLane,
  probeNetwork,
  stepCounterBuffer,
  thetaBuffer,
  trainingPasses,
} from './lower.ts';
import { PlanTable, planBuffer } from './plan-table.ts';
import type { Program } from './program.ts';
import { bytesOf, wordsOf } from './program.ts';
import { trace } from './tape.ts';

/** How a lane updates its weights; the name is for profiles and messages. */
export interface CompiledLane {
  readonly name: string;
  readonly plan: Plan;
}

/** What the programs of a run are lowered from. */
export interface LoweringOptions {
  readonly adapterClass: AdapterClass;
  readonly layers: readonly Layer[];
  readonly lanes: readonly CompiledLane[];
  /** ε of the training loss; evaluation has none. */
  readonly labelSmoothing: number;
  readonly dataset: {
    readonly manifest: DatasetOutline;
    /** How many of the last training samples are held out. */
    readonly validation: number;
  };
  readonly batchSize: number;
  /** Of training images; left out for none. */
  readonly augment?: Augmentation;
  /** Smaller forms of the model, the largest first: the first that the adapter grants is named where this one does not fit. */
  readonly smaller?: () => Iterable<{ readonly layers: readonly Layer[]; readonly setting: SmallerForm }>;
  /** Measures gradients and weights of each layer, at the steps of `measured-steps.ts`; not where absent. */
  readonly layerStatistics?: boolean;
}

/** The most steps of one submission: rows of the table the host writes before each. */
export const maxStepsPerSubmission = 64;

/** How many submissions may be under way at once, each with a place to read its losses from. */
export const submissionsInFlight = 3;

/** Images that are evaluated at once, where memory allows: more than a step takes when its batch is small. */
const evaluatedAtOnce = 200;

/** Where the host reads a buffer: 32-bit words, and how many copies of it may be under way. */
export interface ReadbackSize {
  readonly words: number;
  readonly copies: number;
}

interface Programs {
  readonly gather: Program;
  readonly lanes: readonly Program[];
  /** One a lane, or none. */
  readonly layerStatistics: readonly Program[];
  readonly clear: Program;
  readonly evaluationGather: Program;
  readonly evaluationLanes: readonly Program[];
  /** The same of the probe network, whose buffers are made when it is first used. */
  readonly probeEvaluation: Program;
}

/** The setting that makes the largest of the smaller forms that the adapter grants. */
export function fittingOf(
  { smaller, ...options }: LoweringOptions,
  limits: BufferLimits,
): SmallerForm | undefined {
  for (const { layers, setting } of smaller?.() ?? []) {
    if (fits(bytesOf(lowerToFit({ ...options, layers }, limits).words), limits)) return setting;
  }
  return undefined;
}

/**
 * The programs of a run, evaluated in batches that the adapter grants where there are such: by halves, down to the batch
 * of a step. So what a batch of the user's choice has room for is never refused for the sake of its evaluation.
 * `max`: images evaluated at once where there is room.
 */
export function lowerToFit(options: LoweringOptions, limits: BufferLimits, max = evaluatedAtOnce) {
  const { batchSize } = options;
  let batch = max;
  let lowered = lowerModel(options, batch);
  while (batch > batchSize && !fits(bytesOf(lowered.words), limits)) {
    batch = Math.max(batchSize, Math.floor(batch / 2));
    lowered = lowerModel(options, batch);
  }
  return lowered;
}

/**
 * The programs with all that they need: `words`, the 32-bit words of each buffer; `readbacks`, where the host reads some of
 * them, by their names.
 */
function lowerModel(options: LoweringOptions, evaluationBatch: number) {
  const { layers, dataset, lanes, batchSize } = options;
  const { manifest } = dataset;
  const arena = new Arena(trace(layers, manifest.shape, batchSize).parameters);
  const plans = lanes.map((lane) => lane.plan);
  const plan = new PlanTable(plans, batchSize, maxStepsPerSubmission);
  const batches = Math.ceil(Math.max(dataset.validation, manifest.counts.test) / evaluationBatch);
  const evaluation = {
    batch: evaluationBatch,
    classes: manifest.classes.length,
    batches,
    validRows: batches,
  };
  const layerStatistics = options.layerStatistics ? layerStatisticsSetting(layers, arena, plans) : null;
  const programs: Programs = {
    ...lowerAll(options, { arena, plan, evaluation }),
    layerStatistics: layerStatistics ? layerStatisticsPrograms(layerStatistics) : [],
  };
  const { gather, clear, evaluationGather, evaluationLanes } = programs;
  const all = [
    gather,
    ...programs.lanes,
    ...programs.layerStatistics,
    clear,
    evaluationGather,
    ...evaluationLanes,
  ];
  const words = new Map([
    ...wordsOf(all),
    ...datasetWords(manifest),
    [planBuffer, plan.length],
    [evaluationBuffers.indices, batches * evaluationBatch],
  ]);
  const readbacks = readbacksOf(words);
  return { programs, all, arena, plan, evaluation, layerStatistics, words, readbacks };
}

function readbacksOf(words: ReadonlyMap<string, number>): ReadonlyMap<string, ReadbackSize> {
  const copies = new Map([
    [metricsRingBuffer, submissionsInFlight],
    [sumsBuffer, submissionsInFlight],
    [evaluationBuffers.result, 1],
  ]);
  return new Map(
    [...copies].flatMap(([name, count]) => {
      const length = words.get(name);
      return length === undefined ? [] : [[name, { words: length, copies: count }] as const];
    }),
  );
}

const layerStatisticsSetting = (layers: readonly Layer[], arena: Arena, plans: readonly Plan[]) => ({
  arena,
  parts: new LayerStatisticsParts(arena, layers),
  plans,
  steps: maxStepsPerSubmission,
  buffers: { theta: thetaBuffer, gradients: gradientsBuffer, stepCounter: stepCounterBuffer },
});

function lowerAll(
  { layers, dataset, lanes, labelSmoothing, batchSize, adapterClass, augment }: LoweringOptions,
  { arena, plan, evaluation }: { arena: Arena; plan: PlanTable; evaluation: EvaluateShape },
): Omit<Programs, 'layerStatistics'> {
  const { shape, counts, classes } = dataset.manifest;
  const [height, width, channels] = shape;
  const context: LowerContext = { adapterClass, arena, classes: classes.length };
  const passes = trainingPasses(context, trace(layers, shape, batchSize));
  const evaluationTape = trace(layers, shape, evaluation.batch, 'evaluation');
  const [probeEvaluation, ...evaluationLanes] = evaluationPrograms(context, evaluationTape, evaluation, [
    probeNetwork,
    ...lanes.map((_, index) => networkOfLane(index)),
  ]) as [Program, ...Program[]];
  const image = { height, width, channels, samples: counts.train + counts.test };
  const { indices, stepCounter } = evaluationBuffers;
  const length = evaluation.batches * evaluation.batch;
  return {
    gather: gatherProgram(
      context,
      { ...image, batch: batchSize, indexRows: maxStepsPerSubmission, ...(augment && { augment }) },
      plan.indices,
      stepCounterBuffer,
    ),
    lanes: lanes.map((lane, index) =>
      laneProgram(context, passes, labelSmoothing, {
        ...lane,
        index,
        lanes: lanes.length,
        hostScalars: plan.hostTableOf(index),
        rows: maxStepsPerSubmission,
      }),
    ),
    clear: clearProgram(evaluation),
    evaluationGather: gatherProgram(
      context,
      { ...image, batch: evaluation.batch, indexRows: evaluation.batches },
      { buffer: indices, offset: 0, length },
      stepCounter,
    ),
    evaluationLanes,
    probeEvaluation,
  };
}
