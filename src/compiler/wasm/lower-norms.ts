import { sizeOf } from '../../core/shape.ts';
import type { BufferRange } from '../lowering/program.ts';
import type { OpOf } from '../lowering/tape.ts';
import type { CallPass } from './call-pass.ts';

type Norm = OpOf<'batch-norm' | 'batch-norm-inference' | 'group-norm' | 'layer-norm'>;

/** Rows of the last dimension, and its length. */
function rowsOf({ inputs: [x] }: Norm): readonly [rows: number, channels: number] {
  const channels = x.shape.at(-1) ?? 0;
  return [sizeOf(x.shape) / channels, channels];
}

/** Numbers by channel that a kernel keeps while it runs: eight rows of them. */
function scratchOf(pass: CallPass, op: Norm): BufferRange {
  const [, channels] = rowsOf(op);
  return pass.program.buffer('scratch/norm', 8 * 8 * Math.ceil(channels / 8));
}

/** Mean and 1 / deviation of each group of numbers that share them. */
const statistics = (pass: CallPass, { y }: Norm, groups: number): BufferRange =>
  pass.saved('statistics', y, 2 * groups);

/** What all forward kernels begin with. */
const forwardBuffers = (pass: CallPass, { inputs: [x], parameters: [gamma, beta], y }: Norm) =>
  [pass.value(x), pass.parameter(gamma), pass.parameter(beta), pass.value(y)] as const;

/** Calls the gradient of a norm that has saved its statistics; `shape` follows its buffers. */
function gradientCall(pass: CallPass, name: string, op: Norm, groups: number, ...shape: number[]): void {
  const [x] = op.inputs;
  const [gamma, beta] = op.parameters;
  pass.call(
    name,
    pass.value(x),
    pass.gradient(op.y),
    pass.parameter(gamma),
    statistics(pass, op, groups),
    pass.parameterGradient(gamma),
    pass.parameterGradient(beta),
    pass.contributionOrNothing(x),
    scratchOf(pass, op),
    ...shape,
  );
}

/** The moments are those of all that the pass runs on, which must be the whole batch: see `batchParts`. */
export function batchNormForward(pass: CallPass, op: OpOf<'batch-norm'>): void {
  const [rows, channels] = rowsOf(op);
  const [mean, variance] = op.running;
  pass.call(
    'batchNorm',
    ...forwardBuffers(pass, op),
    statistics(pass, op, channels),
    pass.state(mean),
    pass.state(variance),
    scratchOf(pass, op),
    rows,
    channels,
  );
}

export function batchNormBackward(pass: CallPass, op: OpOf<'batch-norm'>): void {
  const [rows, channels] = rowsOf(op);
  gradientCall(pass, 'groupNormGradient', op, channels, 1, rows, channels, channels);
}

export function batchNormInferenceForward(pass: CallPass, op: OpOf<'batch-norm-inference'>): void {
  const [x, gamma, beta, y] = forwardBuffers(pass, op);
  const running = op.running.map((tensor) => pass.state(tensor));
  pass.call('batchNormInference', x, gamma, beta, ...running, y, scratchOf(pass, op), ...rowsOf(op));
}

/** @throws RangeError where a backward pass leads to the parameters: evaluation does not learn */
export function batchNormInferenceBackward(pass: CallPass, op: OpOf<'batch-norm-inference'>): void {
  if (pass.learnsParameters) throw new RangeError('batch norm: evaluation has no gradient of its parameters');
  const [x] = op.inputs;
  if (!pass.isLearned(x)) return;
  pass.call(
    'batchNormInferenceGradient',
    pass.gradient(op.y),
    pass.parameter(op.parameters[0]),
    pass.state(op.running[1]),
    pass.contribution(x),
    scratchOf(pass, op),
    ...rowsOf(op),
  );
}

function groupShape({ inputs: [x], groups }: OpOf<'group-norm'>) {
  const [batch = 0, ...rest] = x.shape;
  const channels = rest.at(-1) ?? 0;
  return { groups: batch * groups, shape: [batch, sizeOf(rest) / channels, channels, groups] };
}

export function groupNormForward(pass: CallPass, op: OpOf<'group-norm'>): void {
  const { groups, shape } = groupShape(op);
  const buffers = [...forwardBuffers(pass, op), statistics(pass, op, groups), scratchOf(pass, op)];
  pass.call('groupNorm', ...buffers, ...shape);
}

export function groupNormBackward(pass: CallPass, op: OpOf<'group-norm'>): void {
  const { groups, shape } = groupShape(op);
  gradientCall(pass, 'groupNormGradient', op, groups, ...shape);
}

export function layerNormForward(pass: CallPass, op: OpOf<'layer-norm'>): void {
  const [rows, features] = rowsOf(op);
  pass.call('layerNorm', ...forwardBuffers(pass, op), statistics(pass, op, rows), rows, features);
}

export function layerNormBackward(pass: CallPass, op: OpOf<'layer-norm'>): void {
  const [rows, features] = rowsOf(op);
  gradientCall(pass, 'layerNormGradient', op, rows, rows, features);
}
