import { sizeOf } from '../../core/shape.ts';
import { imageSizeBytes } from '../../data/formats/manifest.ts';
import type { GatherShape } from '../kernels/gather.ts';
import { gather, gatherTunings } from '../kernels/gather.ts';
import type { EvaluateShape } from '../kernels/loss/evaluate.ts';
import { evaluate, evaluateClear, evaluationLength } from '../kernels/loss/evaluate.ts';
import { softmaxCrossEntropy } from '../kernels/loss/softmax-cross-entropy.ts';
import { stepCounterWords } from '../kernels/step-counter.ts';
import { metricsColumns } from '../kernels/update/update-buffers.ts';
import { Arena } from './arena.ts';
import type { LowerContext } from './context.ts';
import { lowerBackward, lowerForward } from './layers.ts';
import { Pass } from './pass.ts';
import type { BufferRange } from './program.ts';
import { Program } from './program.ts';
import type { Tape, TracedTensor } from './tape.ts';
import type { PassOptions } from './tape-pass.ts';
import type { LaneUpdateParts } from './update.ts';
import { laneBuffer, lowerUpdate } from './update.ts';

export const thetaBuffer = (lane: number): string => laneBuffer(lane, 'theta');
export const stateBuffer = (lane: number): string => laneBuffer(lane, 'state');
/** Of the lane under way: one buffer for all. */
export const gradientsBuffer = 'gradients';
export const imagesBuffer = 'data/images';
export const labelsBuffer = 'data/labels';
export const tableBuffer = 'data/table';
export const metricsRingBuffer = 'metricsRing';
export const stepCounterBuffer = 'stepCounter';
export const evaluationBuffers = {
  indices: 'evaluation/indices',
  valid: 'evaluation/valid',
  stepCounter: 'evaluation/stepCounter',
  result: 'evaluation/result',
} as const;

/** What of a dataset its programs and buffers depend on. */
export interface DatasetOutline {
  /** Height, width, channels of an image. */
  readonly shape: readonly [number, number, number];
  readonly classes: readonly string[];
  readonly counts: { readonly train: number; readonly test: number };
}

/** The 32-bit words of the buffers that hold a dataset, by name: each image and label as bytes. */
export function datasetWords(manifest: Pick<DatasetOutline, 'shape' | 'counts'>): Map<string, number> {
  const samples = manifest.counts.train + manifest.counts.test;
  return new Map([
    [imagesBuffer, Math.ceil((samples * imageSizeBytes(manifest)) / 4)],
    [labelsBuffer, Math.ceil(samples / 4)],
  ]);
}

const images = (gathered: GatherShape): Record<string, BufferRange> => {
  const size = gathered.height * gathered.width * gathered.channels;
  return {
    images: { buffer: imagesBuffer, offset: 0, length: Math.ceil((gathered.samples * size) / 4) },
    labels: { buffer: labelsBuffer, offset: 0, length: Math.ceil(gathered.samples / 4) },
  };
};

/** The batch of a step, which all lanes share: the first kernel of a step. */
export function gatherProgram(
  context: LowerContext,
  shape: GatherShape,
  indices: BufferRange,
  stepCounter: string,
): Program {
  const { adapterClass } = context;
  const program = new Program();
  const { batch, height, width, channels } = shape;
  program.addTuned(gatherTunings(shape, adapterClass), (tuning) => gather(shape, tuning), {
    ...images(shape),
    indices,
    table: program.buffer(tableBuffer, 256 * channels),
    x: program.buffer('input', batch * height * width * channels),
    y: program.buffer('labels', batch),
    stepCounter: program.buffer(stepCounter, stepCounterWords),
  });
  return program;
}

/** The buffers with the numbers of a network. */
interface NetworkBuffers {
  readonly theta: string;
  /** Running statistics. */
  readonly state: string;
}

export const networkOfLane = (lane: number): NetworkBuffers => ({
  theta: thetaBuffer(lane),
  state: stateBuffer(lane),
});
/** Numbers of no lane, which the host writes to evaluate at them. */
export const probeNetwork: NetworkBuffers = { theta: 'probe/theta', state: 'probe/state' };
/** In place of those of a lane, in what all lanes have alike. */
const anyNetwork: NetworkBuffers = { theta: 'network/theta', state: 'network/state' };

const renamedTo = ({ theta, state }: NetworkBuffers): ReadonlyMap<string, string> =>
  new Map([
    [anyNetwork.theta, theta],
    [anyNetwork.state, state],
  ]);

/** A pass over the model with the weights and running statistics of a network. */
export function passOf(
  program: Program,
  context: LowerContext,
  tape: Tape,
  network: NetworkBuffers,
  options?: PassOptions,
): Pass {
  const state = new Arena(tape.state);
  const buffers = {
    theta: program.buffer(network.theta, context.arena.length).buffer,
    state: network.state,
    gradients: gradientsBuffer,
    stepCounter: stepCounterBuffer,
  };
  if (state.length > 0) program.buffer(buffers.state, state.length);
  return new Pass(program, context, tape, state, buffers, options);
}

/** The passes of training, which are the same for all lanes but for the network they run on. */
export interface TrainingPasses {
  readonly logits: TracedTensor;
  /** Forward, the mark, backward. */
  readonly program: Program;
}

export function trainingPasses(context: LowerContext, tape: Tape): TrainingPasses {
  const program = new Program();
  const pass = passOf(program, context, tape, anyNetwork);
  lowerForward(pass);
  program.mark();
  lowerBackward(pass, tape.logits);
  return { logits: tape.logits, program };
}

/** One lane's part of a step: forward, loss, backward, optimizer; marked where the optimizer begins. */
export function laneProgram(
  context: LowerContext,
  { logits, program: passes }: TrainingPasses,
  labelSmoothing: number,
  lane: Omit<LaneUpdateParts, 'buffers'>,
): Program {
  const { arena, classes } = context;
  const { index, lanes, rows } = lane;
  const renamed = renamedTo(networkOfLane(index));
  const program = new Program();
  const theta = program.buffer(thetaBuffer(index), arena.length);
  const g = program.buffer(gradientsBuffer, arena.length);
  const stepCounter = program.buffer(stepCounterBuffer, stepCounterWords);
  program.append(passes, renamed, 0, passes.marked);
  const [batch = 0] = logits.shape;
  const options = {
    labelSmoothing,
    metricsRingLength: rows,
    metricsStride: lanes * metricsColumns.length,
    metricsColumn: index * metricsColumns.length,
  };
  const shape = { batch, classes };
  program.add(softmaxCrossEntropy(shape, options), {
    logits: program.buffer(logits.id, sizeOf(logits.shape)),
    labels: program.buffer('labels', batch),
    dLogits: program.buffer(`d/${logits.id}`, sizeOf(logits.shape)),
    metricsRing: program.buffer(metricsRingBuffer, rows * options.metricsStride),
    stepCounter,
  });
  program.append(passes, renamed, passes.marked);
  program.mark();
  lowerUpdate(program, context, {
    ...lane,
    buffers: {
      theta: theta.buffer,
      gradients: g.buffer,
      metricsRing: metricsRingBuffer,
      stepCounter: stepCounterBuffer,
    },
  });
  return program;
}

/** One batch of an evaluation, after its gather, for each of the networks. */
export function evaluationPrograms(
  context: LowerContext,
  tape: Tape,
  shape: EvaluateShape,
  networks: readonly NetworkBuffers[],
): Program[] {
  const program = new Program();
  lowerForward(passOf(program, context, tape, anyNetwork));
  program.add(evaluate(shape), {
    logits: program.buffer(tape.logits.id, sizeOf(tape.logits.shape)),
    labels: program.buffer('labels', shape.batch),
    valid: program.buffer(evaluationBuffers.valid, shape.validRows),
    result: program.buffer(evaluationBuffers.result, evaluationLength(shape)),
    stepCounter: program.buffer(evaluationBuffers.stepCounter, stepCounterWords),
  });
  return networks.map((network) => {
    const ofNetwork = new Program();
    ofNetwork.append(program, renamedTo(network));
    return ofNetwork;
  });
}

/** Empties the result before the first batch. */
export function clearProgram(shape: EvaluateShape): Program {
  const program = new Program();
  program.add(evaluateClear(shape), {
    result: program.buffer(evaluationBuffers.result, evaluationLength(shape)),
    stepCounter: program.buffer(evaluationBuffers.stepCounter, stepCounterWords),
  });
  return program;
}
