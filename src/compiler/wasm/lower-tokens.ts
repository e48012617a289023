import { attentionWeightsLength } from '../kernels/attention/multi-head-attention.ts';
import type { BufferRange } from '../lowering/program.ts';
import type { OpOf, TracedTensor } from '../lowering/tape.ts';
import type { CallPass } from './call-pass.ts';

function patchesShape({ inputs: [x], size }: OpOf<'patches'>): readonly number[] {
  return [...x.shape, size];
}

/** Batch, tokens, features. */
function tokensShape({ shape }: TracedTensor): readonly [batch: number, tokens: number, features: number] {
  const [batch = 0, tokens = 0, features = 0] = shape;
  return [batch, tokens, features];
}

export function patchesForward(pass: CallPass, op: OpOf<'patches'>): void {
  pass.call('patches', pass.value(op.inputs[0]), pass.value(op.y), ...patchesShape(op));
}

export function patchesBackward(pass: CallPass, op: OpOf<'patches'>): void {
  const [x] = op.inputs;
  if (!pass.isLearned(x)) return;
  pass.call('patchesGradient', pass.gradient(op.y), pass.contribution(x), ...patchesShape(op));
}

export function embedForward(pass: CallPass, { inputs: [x], parameters, y }: OpOf<'embed'>): void {
  const [positions, token] = parameters;
  // without a token its address is never read
  const first = token ? [pass.parameter(token), 1] : [0, 0];
  const shape = tokensShape(y);
  pass.call('embed', pass.value(x), pass.parameter(positions), ...first, pass.value(y), ...shape);
}

export function embedBackward(pass: CallPass, { inputs: [x], parameters, y }: OpOf<'embed'>): void {
  const [positions, token] = parameters;
  const [batch, tokens, features] = tokensShape(y);
  const sequence = tokens * features;
  const dY = pass.gradient(y);
  if (pass.learnsParameters) {
    pass.call('sumRows', dY, pass.parameterGradient(positions), batch, sequence, sequence);
    if (token) pass.call('sumRows', dY, pass.parameterGradient(token), batch, sequence, features);
  }
  if (!pass.isLearned(x)) return;
  if (token) pass.call('withoutFirst', dY, pass.contribution(x), batch, tokens, features);
  else pass.contribute(x, dY);
}

export function firstTokenForward(pass: CallPass, { inputs: [x], y }: OpOf<'first-token'>): void {
  pass.call('firstToken', pass.value(x), pass.value(y), ...tokensShape(x));
}

export function firstTokenBackward(pass: CallPass, { inputs: [x], y }: OpOf<'first-token'>): void {
  if (!pass.isLearned(x)) return;
  pass.call('firstTokenGradient', pass.gradient(y), pass.contribution(x), ...tokensShape(x));
}

function headsShape({ y, heads }: OpOf<'attention'>) {
  const [batch, tokens, features] = tokensShape(y);
  if (features % heads !== 0)
    throw new RangeError(`attention: heads must divide the ${features} features, got ${heads}`);
  return { batch, tokens, features, heads, width: features / heads };
}

/** What the kernels are told after their buffers. */
function headsArguments(op: OpOf<'attention'>): readonly number[] {
  const { batch, tokens, features, heads, width } = headsShape(op);
  return [batch, tokens, features, heads, 1 / Math.sqrt(width)];
}

const weightsOf = (pass: CallPass, op: OpOf<'attention'>): BufferRange =>
  pass.saved('attention', op.y, attentionWeightsLength(headsShape(op)));

/** A head turned round, its tokens up to a multiple of 8, and of the gradient the scores of its tokens. */
function scratchOf(pass: CallPass, op: OpOf<'attention'>): BufferRange {
  const { tokens, width } = headsShape(op);
  return pass.program.buffer('scratch/attention', width * 8 * Math.ceil(tokens / 8) + tokens * tokens);
}

/** @throws RangeError where the heads do not divide the features */
export function attentionForward(pass: CallPass, op: OpOf<'attention'>): void {
  const inputs = op.inputs.map((tensor) => pass.value(tensor));
  const buffers = [...inputs, weightsOf(pass, op), pass.value(op.y), scratchOf(pass, op)];
  pass.call('attention', ...buffers, ...headsArguments(op));
}

export function attentionBackward(pass: CallPass, op: OpOf<'attention'>): void {
  const inputs = op.inputs.map((tensor) => pass.value(tensor));
  const buffers = [...inputs, weightsOf(pass, op), pass.gradient(op.y)];
  const gradients = op.inputs.map((tensor) => pass.contributionOrNothing(tensor));
  pass.call('attentionGradient', ...buffers, ...gradients, scratchOf(pass, op), ...headsArguments(op));
}
