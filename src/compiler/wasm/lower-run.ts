import { sizeOf } from '../../core/shape.ts';
import type { Plan } from '../../optim/plan.ts';
import { customOpsOf } from '../../optim/plan.ts';
import { attentionHeadCount } from '../kernels/update/attention.ts';
import { Arena } from '../lowering/arena.ts';
import type { DatasetOutline } from '../lowering/lower.ts';
import {
  datasetWords,
  imagesBuffer,
  labelsBuffer,
  networkOfLane,
  probeNetwork,
  tableBuffer,
} from '../lowering/lower.ts';
import type { LoweringOptions } from '../lowering/lower-model.ts';
import type { BufferRange } from '../lowering/program.ts';
import type { Tape, TracedTensor } from '../lowering/tape.ts';
import { trace } from '../lowering/tape.ts';
import type { PassOptions } from '../lowering/tape-pass.ts';
import { laneBuffer, stateWords } from '../lowering/update.ts';
import { CallPass, clockBuffer, clockWords } from './call-pass.ts';
import { CallProgram } from './call-program.ts';
import { callBackward, callForward } from './layers.ts';
import type { LoweredUpdate } from './lower-update.ts';
import { lowerUpdateToCalls } from './lower-update.ts';

/** In place of those of a lane, in what all lanes have alike. */
export const anyNetwork = { theta: 'network/theta', state: 'network/state' } as const;
/** Of the lane under way: one buffer for all. */
export const gradientsBuffer = 'gradients';
export const indicesBuffer = 'indices';
export const evaluationIndicesBuffer = 'evaluation/indices';
export const confusionBuffer = 'confusion';
/** A float64: the sum of the losses so far. */
export const lossBuffer = 'loss';
/** A float64 that a reduction leaves. */
export const sumBuffer = 'sum';
export const inputBuffer = 'input';
export const batchLabelsBuffer = 'labels';

/** The passes over so many images at a time. */
export interface Chunk {
  readonly images: number;
  readonly gather: CallProgram;
  readonly passes: CallProgram;
}

/** What a lane does besides the passes. */
export interface LoweredLane {
  readonly plan: Plan;
  readonly update: LoweredUpdate;
}

export interface LoweredRun {
  readonly arena: Arena;
  /** Running statistics. */
  readonly statistics: Arena;
  /** Before the passes of a step, once weights have changed. */
  readonly preparation: CallProgram;
  /** In order: their images make the batch. */
  readonly chunks: readonly Chunk[];
  readonly lanes: readonly LoweredLane[];
  readonly evaluation: {
    readonly tape: Tape;
    readonly preparation: CallProgram;
    /** Its passes end with the logits. */
    readonly chunk: Chunk;
  };
  readonly inspection: {
    readonly tape: Tape;
    readonly preparation: CallProgram;
    readonly forward: CallProgram;
    readonly backward: CallProgram;
    readonly gradient: BufferRange;
  };
  /** The 32-bit words of each buffer. */
  readonly words: ReadonlyMap<string, number>;
}

/** Floats that the outputs of a chunk may have, so that they stay in a core's cache; its gradients take as many again. */
const chunkFloats = 1 << 17;
const minChunk = 8;

/** How a batch is cut: from shapes alone, for the order of sums follows from it. Batch norm needs the whole batch. */
function chunkSizes(tape: Tape, batch: number): readonly number[] {
  if (tape.ops.some(({ op }) => op === 'batch-norm')) return [batch];
  const perImage = tape.ops.reduce((sum, { y }) => sum + sizeOf(y.shape), 0) / batch;
  const max = Math.max(minChunk, Math.floor(chunkFloats / perImage));
  const size = Math.min(batch, max);
  const rest = batch % size;
  return [...Array.from({ length: Math.floor(batch / size) }, () => size), ...(rest > 0 ? [rest] : [])];
}

export type CallLoweringOptions = Omit<LoweringOptions, 'adapterClass'>;

/** An experiment as calls of the module of kernels: all that an executor runs, and the buffers it needs. */
export function lowerToCalls(options: CallLoweringOptions): LoweredRun {
  const { layers, dataset, lanes, batchSize, labelSmoothing } = options;
  const { shape, classes, counts } = dataset.manifest;
  const whole = trace(layers, shape, batchSize);
  const arena = new Arena(whole.parameters);
  const statistics = new Arena(whole.state);
  const sizes = chunkSizes(whole, batchSize);
  const passOn = (program: CallProgram, tape: Tape, options: PassOptions) => {
    program.buffer(anyNetwork.theta, arena.length);
    if (statistics.length > 0) program.buffer(anyNetwork.state, statistics.length);
    const lane = { ...anyNetwork, gradients: gradientsBuffer };
    return new CallPass(program, arena, tape, lane, statistics, options);
  };

  let preparation = new CallProgram(); // the same for chunks of all sizes
  const training = new Map(
    [...new Set(sizes)].map((images) => {
      const tape = trace(layers, shape, images);
      const pass = passOn(new CallProgram(), tape, { fuses: true, gradients: 'parameters' });
      callForward(pass);
      lossCalls(pass.program, tape.logits, { classes: classes.length, total: batchSize, labelSmoothing });
      callBackward(pass, tape.logits);
      preparation = pass.preparation;
      const gather = gatherCalls(options, images, indicesBuffer, batchSize);
      return [images, { images, gather, passes: pass.program }] as const;
    }),
  );
  const chunks = sizes.map((images) => training.get(images) as Chunk);

  const samples = Math.max(1, dataset.validation, counts.test);
  const [evaluated = 1] = chunkSizes(trace(layers, shape, samples, 'evaluation'), samples);
  const evaluationTape = trace(layers, shape, evaluated, 'evaluation');
  const evaluationPass = passOn(new CallProgram(), evaluationTape, { fuses: true, gradients: 'input' });
  callForward(evaluationPass);
  const room = evaluated * Math.ceil(samples / evaluated);

  const inspectionTape = trace(layers, shape, 1, 'evaluation');
  const inspectionPass = passOn(new CallProgram(), inspectionTape, { fuses: false, gradients: 'input' });
  callForward(inspectionPass);
  const forwardCalls = inspectionPass.program.calls.length;
  callBackward(inspectionPass, inspectionTape.logits);
  const gradient = inspectionPass.gradient(inspectionTape.input);
  const [forward, backward] = splitAt(inspectionPass.program, forwardCalls);

  const loweredLanes = lanes.map(({ plan }) => ({
    plan,
    update: lowerUpdateToCalls(plan, arena, gradientsBuffer),
  }));
  const evaluation = {
    tape: evaluationTape,
    preparation: evaluationPass.preparation,
    chunk: {
      images: evaluated,
      gather: gatherCalls({ ...options, augment: undefined }, evaluated, evaluationIndicesBuffer, room),
      passes: evaluationPass.program,
    },
  };
  const inspection = {
    tape: inspectionTape,
    preparation: inspectionPass.preparation,
    forward,
    backward,
    gradient,
  };
  const programs = [
    ...chunks.flatMap(({ gather, passes }) => [gather, passes]),
    evaluation.chunk.gather,
    evaluation.chunk.passes,
    inspectionPass.program,
  ];
  const words = new Map(wordsOf(programs));
  for (const [name, length] of datasetWords(dataset.manifest)) words.set(name, length);
  words.set(confusionBuffer, classes.length ** 2);
  words.set(lossBuffer, 2);
  const networks = [probeNetwork, ...lanes.map((_, lane) => networkOfLane(lane))];
  for (const { theta, state } of networks) {
    words.set(theta, arena.length);
    if (statistics.length > 0) words.set(state, statistics.length);
  }
  for (const [name, length] of updateWords(loweredLanes, arena))
    words.set(name, Math.max(length, words.get(name) ?? 0));
  for (const name of Object.values(anyNetwork)) words.delete(name);
  return { arena, statistics, preparation, chunks, lanes: loweredLanes, evaluation, inspection, words };
}

/** The words of each buffer that the updates of lanes need, but for the weights. */
export function updateWords(lanes: readonly LoweredLane[], arena: Arena): Map<string, number> {
  const words = wordsOf(
    lanes.flatMap(({ update }) =>
      update.steps.flatMap((step) => (step.kind === 'calls' ? [step.program] : [])),
    ),
  );
  words.set(gradientsBuffer, arena.length);
  words.set(sumBuffer, 2);
  for (const [lane, { plan }] of lanes.entries()) {
    for (const [name, length] of stateWords(plan, arena)) words.set(laneBuffer(lane, name), length);
    words.set(laneBuffer(lane, hostScalarsName), Math.max(1, plan.hostScalars.length));
    for (const op of customOpsOf(plan)) {
      if (op.id === 'attention')
        words.set(laneBuffer(lane, 'heads'), 2 * attentionHeadCount(arena.places, op.headSize));
    }
  }
  return words;
}

/** The name of a lane's host scalars of the step under way. */
export const hostScalarsName = 'hostScalars';

function lossCalls(
  program: CallProgram,
  logits: TracedTensor,
  { classes, total, labelSmoothing }: { classes: number; total: number; labelSmoothing: number },
): void {
  const [images = 0] = logits.shape;
  const length = sizeOf(logits.shape);
  program.call(
    'crossEntropy',
    program.buffer(logits.id, length),
    program.buffer(batchLabelsBuffer, images),
    program.buffer(`d/${logits.id}`, length),
    program.buffer(lossBuffer, 2),
    images,
    classes,
    total,
    labelSmoothing,
  );
}

function gatherCalls(
  { dataset, augment }: Pick<LoweringOptions, 'augment'> & { dataset: { manifest: DatasetOutline } },
  images: number,
  indices: string,
  total: number,
): CallProgram {
  const program = new CallProgram();
  const [height, width, channels] = dataset.manifest.shape;
  program.call(
    'gather',
    program.buffer(imagesBuffer, 0),
    program.buffer(labelsBuffer, 0),
    program.buffer(indices, total),
    program.buffer(tableBuffer, 256 * channels),
    program.buffer(inputBuffer, images * height * width * channels),
    program.buffer(batchLabelsBuffer, images),
    images,
    height,
    width,
    channels,
    augment?.flip ? 1 : 0,
    augment?.shift ?? 0,
    program.buffer(clockBuffer, clockWords),
  );
  return program;
}

function splitAt({ calls, buffers }: CallProgram, at: number): readonly [CallProgram, CallProgram] {
  const part = (some: readonly CallProgram['calls'][number][]): CallProgram => {
    const program = new CallProgram();
    program.calls.push(...some);
    for (const [name, length] of buffers) program.buffer(name, length);
    return program;
  };
  return [part(calls.slice(0, at)), part(calls.slice(at))];
}

function wordsOf(programs: readonly CallProgram[]): Map<string, number> {
  const words = new Map<string, number>();
  for (const { buffers } of programs) {
    for (const [name, length] of buffers) words.set(name, Math.max(length, words.get(name) ?? 0));
  }
  return words;
}
