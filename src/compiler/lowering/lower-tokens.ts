import type { MultiHeadShape } from '../kernels/attention/multi-head-attention.ts';
import {
  attentionWeightsLength,
  multiHeadAttention,
  multiHeadAttentionGradient,
  multiHeadTunings,
} from '../kernels/attention/multi-head-attention.ts';
import {
  embed,
  embedGradient,
  firstToken,
  firstTokenGradient,
  patches,
  patchesGradient,
  withoutFirst,
} from '../kernels/attention/tokens.ts';
import type { Pass } from './pass.ts';
import type { OpOf, TracedTensor } from './tape.ts';

function patchesShape({ inputs: [x], size }: OpOf<'patches'>) {
  const [batch = 0, height = 0, width = 0, channels = 0] = x.shape;
  return { batch, height, width, channels, size };
}

function tokensShape({ shape }: TracedTensor) {
  const [batch = 0, tokens = 0, features = 0] = shape;
  return { batch, tokens, features };
}

export function patchesForward(pass: Pass, op: OpOf<'patches'>): void {
  const bindings = { x: pass.value(op.inputs[0]), y: pass.value(op.y) };
  pass.elementwise((tuning) => patches(patchesShape(op), tuning), bindings);
}

export function patchesBackward(pass: Pass, op: OpOf<'patches'>): void {
  const [x] = op.inputs;
  if (!pass.isLearned(x)) return;
  const bindings = { dY: pass.gradient(op.y), dX: pass.contribution(x) };
  pass.elementwise((tuning) => patchesGradient(patchesShape(op), tuning), bindings);
}

export function embedForward(pass: Pass, { inputs: [x], parameters, y }: OpOf<'embed'>): void {
  const [positions, token] = parameters;
  const shape = { ...tokensShape(y), classToken: token !== undefined };
  pass.elementwise((tuning) => embed(shape, tuning), {
    x: pass.value(x),
    positions: pass.parameter(positions),
    ...(token && { token: pass.parameter(token) }),
    y: pass.value(y),
  });
}

export function embedBackward(pass: Pass, { inputs: [x], parameters, y }: OpOf<'embed'>): void {
  const [positions, token] = parameters;
  const shape = { ...tokensShape(y), classToken: token !== undefined };
  const dY = pass.gradient(y);
  pass.elementwise((tuning) => embedGradient(shape, tuning), {
    dY,
    dPositions: pass.parameterGradient(positions),
    ...(token && { dToken: pass.parameterGradient(token) }),
  });
  if (!pass.isLearned(x)) return;
  if (token) pass.elementwise((tuning) => withoutFirst(shape, tuning), { dY, dX: pass.contribution(x) });
  else pass.contribute(x, dY);
}

export function firstTokenForward(pass: Pass, { inputs: [x], y }: OpOf<'first-token'>): void {
  const bindings = { x: pass.value(x), y: pass.value(y) };
  pass.elementwise((tuning) => firstToken(tokensShape(x), tuning), bindings);
}

export function firstTokenBackward(pass: Pass, { inputs: [x], y }: OpOf<'first-token'>): void {
  if (!pass.isLearned(x)) return;
  const bindings = { dY: pass.gradient(y), dX: pass.contribution(x) };
  pass.elementwise((tuning) => firstTokenGradient(tokensShape(x), tuning), bindings);
}

const headsShape = ({ y, heads }: OpOf<'attention'>): MultiHeadShape => ({ ...tokensShape(y), heads });

const weightsOf = (pass: Pass, op: OpOf<'attention'>) =>
  pass.saved('attention', op.y, attentionWeightsLength(headsShape(op)));

export function attentionForward(pass: Pass, op: OpOf<'attention'>): void {
  const [q, k, v] = op.inputs;
  pass.program.addTuned(
    multiHeadTunings(pass.context.adapterClass),
    (tuning) => multiHeadAttention(headsShape(op), tuning),
    {
      q: pass.value(q),
      k: pass.value(k),
      v: pass.value(v),
      weights: weightsOf(pass, op),
      y: pass.value(op.y),
    },
  );
}

export function attentionBackward(pass: Pass, op: OpOf<'attention'>): void {
  const [q, k, v] = op.inputs;
  pass.program.addTuned(
    multiHeadTunings(pass.context.adapterClass),
    (tuning) => multiHeadAttentionGradient(headsShape(op), tuning),
    {
      q: pass.value(q),
      k: pass.value(k),
      v: pass.value(v),
      weights: weightsOf(pass, op),
      dY: pass.gradient(op.y),
      dQ: pass.contributionOrNothing(q),
      dK: pass.contributionOrNothing(k),
      dV: pass.contributionOrNothing(v),
    },
  );
}
