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
import type { PartChunks } from './batch-parts.ts';
import { batchParts, chunkImages } from './batch-parts.ts';
import { CallPass, clockBuffer, clockWords, stepBuffer, stepWords } from './call-pass.ts';
import { CallProgram } from './call-program.ts';
import { callBackward, callForward } from './layers.ts';
import { noBiasBuffer } from './lower-products.ts';
import type { LoweredUpdate } from './lower-update.ts';
import { lowerUpdateToCalls } from './lower-update.ts';

/** In place of those of a lane, in what all lanes have alike. */
export const anyNetwork = { theta: 'network/theta', state: 'network/state' } as const;
/** Of the lane under way: one buffer for all. */
export const gradientsBuffer = 'gradients';
export const indicesBuffer = 'indices';
export const evaluationIndicesBuffer = 'evaluation/indices';
export const confusionBuffer = 'confusion';
/** A float64: the sum of losses. */
export const lossBuffer = 'loss';
/** A float64 that a reduction leaves. */
export const sumBuffer = 'sum';
export const inputBuffer = 'input';
export const batchLabelsBuffer = 'labels';

/** Images of a batch, through all passes of a step, to gradients and a loss of their own. */
export interface Part {
  readonly program: CallProgram;
  /** A float64: the sum of its losses. */
  readonly loss: string;
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
  readonly parts: readonly Part[];
  /** After the passes of a step: adds the gradients of all parts. */
  readonly sum: CallProgram;
  readonly lanes: readonly LoweredLane[];
  readonly evaluation: {
    readonly tape: Tape;
    readonly preparation: CallProgram;
    /** Images that go through it at once. */
    readonly images: number;
    readonly gather: CallProgram;
    /** To the logits. */
    readonly passes: CallProgram;
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
  /** The buffers that whoever runs a part has for itself, by name. */
  readonly workspace: ReadonlySet<string>;
}

export type CallLoweringOptions = Omit<LoweringOptions, 'adapterClass'>;

/** An experiment as calls of the module of kernels: all that an executor runs, and the buffers it needs. */
export function lowerToCalls(options: CallLoweringOptions): LoweredRun {
  const { layers, dataset, lanes, batchSize, labelSmoothing } = options;
  const { shape, classes, counts } = dataset.manifest;
  const whole = trace(layers, shape, batchSize);
  const arena = new Arena(whole.parameters);
  const statistics = new Arena(whole.state);
  const partChunks = batchParts(whole, batchSize);
  const passOn = (program: CallProgram, tape: Tape, options: PassOptions) => {
    program.buffer(anyNetwork.theta, arena.length);
    if (statistics.length > 0) program.buffer(anyNetwork.state, statistics.length);
    const lane = { ...anyNetwork, gradients: gradientsBuffer };
    return new CallPass(program, arena, tape, lane, statistics, options);
  };

  let preparation = new CallProgram(); // the same for chunks of all sizes
  const chunks = new Map(
    [...new Set(partChunks.flat())].map((images) => {
      const tape = trace(layers, shape, images);
      const pass = passOn(new CallProgram(), tape, { fuses: true, gradients: 'parameters' });
      callForward(pass);
      lossCalls(pass.program, tape.logits, { classes: classes.length, total: batchSize, labelSmoothing });
      callBackward(pass, tape.logits);
      preparation = pass.preparation;
      const program = gatherCalls(options, images, indicesBuffer, batchSize);
      program.append(pass.program);
      return [images, program] as const;
    }),
  );
  const parts = lowerParts(partChunks, (images) => chunks.get(images) as CallProgram, arena);
  const sum = sumCalls(parts.length, arena);

  const samples = Math.max(1, dataset.validation, counts.test);
  const evaluated = chunkImages(trace(layers, shape, samples, 'evaluation'), samples);
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
    images: evaluated,
    gather: gatherCalls({ ...options, augment: undefined }, evaluated, evaluationIndicesBuffer, room),
    passes: evaluationPass.program,
  };
  const inspection = {
    tape: inspectionTape,
    preparation: inspectionPass.preparation,
    forward,
    backward,
    gradient,
  };
  const programs = [
    // the gradients of all parts one behind the other
    sum,
    ...parts.map(({ program }) => program),
    evaluation.gather,
    evaluation.passes,
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
  const workspace = workspaceOf(parts, preparation);
  return {
    ...{ arena, statistics, preparation, parts, sum, lanes: loweredLanes, evaluation, inspection },
    ...{ words, workspace },
  };
}

/** The buffers of the passes, without those of the whole step. */
function workspaceOf(parts: readonly Part[], preparation: CallProgram): ReadonlySet<string> {
  const prepared = preparation.calls.flatMap(({ args }) =>
    args.flatMap((argument) =>
      typeof argument === 'object' && 'buffer' in argument ? [argument.buffer] : [],
    ),
  );
  const ofStep = [imagesBuffer, labelsBuffer, tableBuffer, indicesBuffer, stepBuffer, noBiasBuffer];
  const ofParts = parts.flatMap(({ loss }, part) => [loss, partBuffer(gradientsBuffer, part)]);
  const shared = new Set([...prepared, ...ofStep, ...ofParts, ...Object.values(anyNetwork)]);
  return new Set(
    parts.flatMap(({ program }) => [...program.buffers.keys()].filter((name) => !shared.has(name))),
  );
}

/** The gradients and the loss of a part; those of the first are where the sum of all will be. */
const partBuffer = (name: string, part: number): string => (part === 0 ? name : `${name}/${part}`);

function lowerParts(
  partChunks: readonly PartChunks[],
  chunkOf: (images: number) => CallProgram,
  arena: Arena,
): Part[] {
  let image = 0;
  return partChunks.map((chunks, part) => {
    const program = new CallProgram();
    const renamed = new Map([gradientsBuffer, lossBuffer].map((name) => [name, partBuffer(name, part)]));
    const loss = partBuffer(lossBuffer, part);
    program.call('clear', program.buffer(partBuffer(gradientsBuffer, part), arena.length), 4 * arena.length);
    program.call('clear', program.buffer(loss, 2), 8);
    for (const images of chunks) {
      startChunk(program, image);
      program.append(chunkOf(images), renamed);
      image += images;
    }
    return { program, loss };
  });
}

/** Has the kernels of a chunk know its first image. */
function startChunk(program: CallProgram, image: number): void {
  const step = program.buffer(stepBuffer, stepWords);
  program.call('startChunk', step, program.buffer(clockBuffer, clockWords), image);
}

function sumCalls(parts: number, arena: Arena): CallProgram {
  const program = new CallProgram();
  const [first, second] = Array.from({ length: parts }, (_, part) =>
    program.buffer(partBuffer(gradientsBuffer, part), arena.length),
  );
  if (first && second) program.call('sumParts', first, { from: first, to: second }, parts, arena.length);
  return program;
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
