import type { Layer } from '../../nn/layer.ts';
import type { NamedValues } from '../../nn/model.ts';
import { initialState as initialNumbers } from '../../nn/model.ts';
import type { Plan } from '../../optim/plan.ts';
import type { Normalize } from '../decode.ts';
import { decodeTable } from '../decode.ts';
import type { Samples } from '../executor.ts';
import type { EvaluateShape } from '../kernels/evaluate.ts';
import type { Augmentation } from '../kernels/gather.ts';
import type { AdapterClass } from '../kernels/kernel.ts';
import { Arena } from './arena.ts';
import type { LowerContext } from './context.ts';
import { DatasetOnGpu } from './dataset-on-gpu.ts';
import type { Capture } from './gpu.ts';
import { bytesOf, Gpu, wordsOf } from './gpu.ts';
import { HealthMeter, HealthParts, healthPrograms } from './health.ts';
import { checkLimits, fits } from './limits.ts';
import {
  clearProgram,
  clockBuffer,
  evaluationBuffers,
  evaluationProgram,
  gatherProgram,
  gradientsBuffer,
  laneProgram,
  stateBuffer,
  tableBuffer,
  thetaBuffer,
} from './lower.ts';
import { noBiasBuffer } from './lower-conv.ts';
import { PlanTable, planBuffer } from './plan-table.ts';
import type { Program } from './program.ts';
import { trace } from './tape.ts';
import { tune } from './tuning.ts';
import type { TuningStore } from './tuning-store.ts';
import { initialState } from './update.ts';

/** How a lane updates its weights; the name is for profiles and messages. */
export interface CompiledLane {
  readonly name: string;
  readonly plan: Plan;
}

export interface CompiledOptions {
  readonly device: GPUDevice;
  readonly adapterClass: AdapterClass;
  readonly layers: readonly Layer[];
  readonly weights: readonly NamedValues[];
  readonly lanes: readonly CompiledLane[];
  /** ε of the training loss; evaluation has none. */
  readonly labelSmoothing: number;
  readonly dataset: Samples;
  readonly batchSize: number;
  readonly normalize: Normalize;
  /** Of training pictures; left out for none. */
  readonly augment?: Augmentation;
  /** Of the random streams on the GPU. */
  readonly seed: number;
  /** Smaller forms of the model, the largest first: the first that the adapter grants is named where this one does not fit. */
  readonly smaller?: () => Iterable<{ readonly layers: readonly Layer[]; readonly todo: string }>;
  /** Measures gradients and weights of each layer, at the steps of `health-cadence.ts`; not where absent. */
  readonly health?: boolean;
  /** Measures and remembers the fastest kernels; without it each kernel's own first choice is taken. */
  readonly tuning?: TuningStore;
}

/** The most steps of one submission: rows of the table the host writes before each. */
export const rows = 64;
/** How many of them may be under way at once. */
export const submissionsInFlight = 3;
const evaluationBatch = 200;

/** Everything a run replays, with the tables the host fills. */
export interface Captured {
  readonly gpu: Gpu;
  readonly gather: Capture;
  /** One a lane. */
  readonly lanes: readonly Capture[];
  /** Where in a lane's dispatches its update begins, one a lane. */
  readonly updates: readonly number[];
  readonly health: HealthMeter | null;
  readonly clear: Capture;
  readonly evaluationGather: Capture;
  readonly evaluationLanes: readonly Capture[];
  readonly plan: PlanTable;
  readonly data: DatasetOnGpu;
  readonly evaluation: EvaluateShape;
}

interface Programs {
  readonly gather: Program;
  readonly lanes: readonly Program[];
  /** One a lane, or none. */
  readonly health: readonly Program[];
  readonly clear: Program;
  readonly evaluationGather: Program;
  readonly evaluationLanes: readonly Program[];
}

/**
 * Lowers the model to programs, allocates their buffers, picks the fastest kernels, captures them, and uploads the
 * initial weights to every lane.
 * @throws DownhillError code `device` where memory does not suffice or a kernel does not compile
 */
export async function captureAll(options: CompiledOptions): Promise<Captured> {
  const { device, dataset, tuning } = options;
  const { programs, all, arena, plan, evaluation, health, words } = lowerModel(options);
  checkLimits(bytesOf(words), device.limits, () => fittingOf(options));
  const gpu = new Gpu(device);
  try {
    await gpu.allocate(words);
    const picks = tuning === undefined ? new Map<string, number>() : await tune(gpu, all, tuning);
    const capture = (program: Program): Promise<Capture> => gpu.capture(program.dispatches(picks));
    const meters = await Promise.all(programs.health.map(capture));
    const captured: Captured = {
      gpu,
      gather: await capture(programs.gather),
      lanes: await Promise.all(programs.lanes.map(capture)),
      updates: programs.lanes.map((program) => program.dispatchesBeforeMark(picks)),
      health: health && new HealthMeter(gpu, health, meters, submissionsInFlight),
      clear: await capture(programs.clear),
      evaluationGather: await capture(programs.evaluationGather),
      evaluationLanes: await Promise.all(programs.evaluationLanes.map(capture)),
      plan,
      data: new DatasetOnGpu(gpu, dataset),
      evaluation,
    };
    upload(options, gpu, arena);
    return captured;
  } catch (error) {
    gpu.dispose();
    throw error;
  }
}

/** How to ask for the largest of the smaller forms that the adapter grants. */
function fittingOf({ smaller, ...options }: CompiledOptions): string | undefined {
  for (const { layers, todo } of smaller?.() ?? []) {
    if (fits(bytesOf(lowerModel({ ...options, layers }).words), options.device.limits)) return todo;
  }
  return undefined;
}

/** The programs of a run with all that they need, and the 32-bit words of each buffer; touches no device. */
function lowerModel(options: CompiledOptions) {
  const { layers, dataset, lanes, batchSize } = options;
  const { manifest } = dataset;
  const arena = new Arena(trace(layers, manifest.shape, batchSize).parameters);
  const plans = lanes.map((lane) => lane.plan);
  const plan = new PlanTable(plans, batchSize, rows);
  const batches = Math.ceil(Math.max(dataset.validation, manifest.counts.test) / evaluationBatch);
  const evaluation = {
    batch: evaluationBatch,
    classes: manifest.classes.length,
    batches,
    validRows: batches,
  };
  const health = options.health ? healthSetting(layers, arena, plans) : null;
  const programs = {
    ...lowerAll(options, { arena, plan, evaluation }),
    health: health ? healthPrograms(health) : [],
  };
  const { gather, clear, evaluationGather, evaluationLanes } = programs;
  const all = [gather, ...programs.lanes, ...programs.health, clear, evaluationGather, ...evaluationLanes];
  const words = new Map([
    ...wordsOf(all),
    ...DatasetOnGpu.words(dataset),
    [planBuffer, plan.length],
    [evaluationBuffers.indices, batches * evaluationBatch],
  ]);
  return { programs, all, arena, plan, evaluation, health, words };
}

const healthSetting = (layers: readonly Layer[], arena: Arena, plans: readonly Plan[]) => ({
  arena,
  parts: new HealthParts(arena, layers),
  plans,
  steps: rows,
  buffers: { theta: thetaBuffer, gradients: gradientsBuffer, clock: clockBuffer },
});

function lowerAll(
  { layers, dataset, lanes, labelSmoothing, batchSize, adapterClass, augment }: CompiledOptions,
  { arena, plan, evaluation }: { arena: Arena; plan: PlanTable; evaluation: EvaluateShape },
): Omit<Programs, 'health'> {
  const { shape, counts, classes } = dataset.manifest;
  const [height, width, channels] = shape;
  const context: LowerContext = { adapterClass, arena, classes: classes.length };
  const tape = trace(layers, shape, batchSize);
  const evaluationTape = trace(layers, shape, evaluationBatch, 'evaluation');
  const picture = { height, width, channels, samples: counts.train + counts.test };
  const { indices, clock } = evaluationBuffers;
  const length = evaluation.batches * evaluationBatch;
  return {
    gather: gatherProgram(
      context,
      { ...picture, batch: batchSize, indexRows: rows, ...(augment && { augment }) },
      plan.indices,
      clockBuffer,
    ),
    lanes: lanes.map((lane, index) =>
      laneProgram(context, tape, labelSmoothing, {
        ...lane,
        index,
        lanes: lanes.length,
        hyper: plan.hyperOf(index),
        rows,
      }),
    ),
    clear: clearProgram(evaluation),
    evaluationGather: gatherProgram(
      context,
      { ...picture, batch: evaluationBatch, indexRows: evaluation.batches },
      { buffer: indices, offset: 0, length },
      clock,
    ),
    evaluationLanes: lanes.map((_, index) => evaluationProgram(context, evaluationTape, index, evaluation)),
  };
}

/** Initial weights, empty slots, the decode table and the clock at step 0: whatever tuning left behind is overwritten. */
function upload(
  { layers, weights, lanes, dataset, normalize, seed }: CompiledOptions,
  gpu: Gpu,
  arena: Arena,
): void {
  const theta = new Float32Array(arena.length);
  for (const { name, values } of weights) theta.set(values, arena.range('', name).offset);
  lanes.forEach((_, lane) => {
    gpu.write(thetaBuffer(lane), 0, theta);
  });
  const { zeros, tables } = initialState(
    lanes.map(({ plan }) => plan),
    arena,
  );
  gpu.clear([...[gradientsBuffer, noBiasBuffer].filter((name) => gpu.has(name)), ...zeros]);
  const state = stateOf(layers);
  lanes.forEach((_, lane) => {
    if (state.length > 0) gpu.write(stateBuffer(lane), 0, state);
  });
  for (const [name, table] of tables) gpu.write(name, 0, table);
  gpu.write(tableBuffer, 0, decodeTable(dataset.manifest, normalize));
  gpu.write(clockBuffer, 0, Uint32Array.of(0, 0, seed, 0));
}

/** What a lane starts with besides its weights, as it lies in its buffer. */
function stateOf(layers: readonly Layer[]): Float32Array<ArrayBuffer> {
  const state = initialNumbers(layers);
  const arena = new Arena(state.map(({ name, shape }) => ({ id: name, shape })));
  const numbers = new Float32Array(arena.length);
  for (const { name, values } of state) numbers.set(values, arena.range('', name).offset);
  return numbers;
}
