import { sizeOf } from '../../core/shape.ts';
import { derivativeFrom } from '../kernels/elementwise/activation.ts';
import { dropoutScale, dropoutThreshold } from '../kernels/elementwise/dropout.ts';
import type { OpOf } from '../lowering/tape.ts';
import type { CallPass } from './call-pass.ts';
import { activationArguments } from './call-pass.ts';
import { activationGradient } from './lower-products.ts';

export function activateForward(pass: CallPass, { inputs: [x], activation, y }: OpOf<'activate'>): void {
  pass.call('activate', pass.value(x), pass.value(y), sizeOf(y.shape), ...activationArguments(activation));
}

export function activateBackward(pass: CallPass, { inputs: [x], activation, y }: OpOf<'activate'>): void {
  if (!pass.isLearned(x)) return;
  const dY = pass.gradient(y);
  if (activation.kind === 'linear') {
    pass.contribute(x, dY);
    return;
  }
  const kept = pass.value(derivativeFrom(activation) === 'pre-activation' ? x : y);
  activationGradient(pass, activation, dY, kept, pass.contribution(x), sizeOf(y.shape));
}

/** What follows the buffers of a dropout, which is the same of values and of gradients. */
function mask(pass: CallPass, { y, rate, stream }: OpOf<'dropout'>) {
  const imageLength = sizeOf(y.shape.slice(1));
  const drawn = [dropoutThreshold(rate), dropoutScale(rate), stream] as const;
  return [sizeOf(y.shape), imageLength, ...drawn, pass.clock] as const;
}

export function dropoutForward(pass: CallPass, op: OpOf<'dropout'>): void {
  pass.call('dropout', pass.value(op.inputs[0]), pass.value(op.y), ...mask(pass, op));
}

export function dropoutBackward(pass: CallPass, op: OpOf<'dropout'>): void {
  const [x] = op.inputs;
  if (!pass.isLearned(x)) return;
  pass.call('dropout', pass.gradient(op.y), pass.contribution(x), ...mask(pass, op));
}

export function addForward(pass: CallPass, { inputs: [a, b], y }: OpOf<'add'>): void {
  pass.call('add', pass.value(a), pass.value(b), pass.value(y), sizeOf(y.shape));
}

/** The gradient of the sum is that of each of its parts: nothing is written. */
export function addBackward(pass: CallPass, { inputs, y }: OpOf<'add'>): void {
  const dY = pass.gradient(y);
  for (const x of inputs) if (pass.isLearned(x)) pass.contribute(x, dY);
}

type Pool = OpOf<'max-pool' | 'average-pool'>;

function poolShape({ inputs: [x], window }: Pool): readonly number[] {
  return [...x.shape, window.size, window.stride];
}

const argmaxOf = (pass: CallPass, { y }: Pool) => pass.saved('argmax', y, sizeOf(y.shape));

export function poolForward(pass: CallPass, op: Pool): void {
  const [x, y] = [pass.value(op.inputs[0]), pass.value(op.y)];
  if (op.op === 'average-pool') pass.call('averagePool', x, y, ...poolShape(op));
  else pass.call('maxPool', x, y, argmaxOf(pass, op), ...poolShape(op));
}

export function poolBackward(pass: CallPass, op: Pool): void {
  const [x] = op.inputs;
  if (!pass.isLearned(x)) return;
  const dY = pass.gradient(op.y);
  if (op.op === 'average-pool') pass.call('averagePoolGradient', dY, pass.contribution(x), ...poolShape(op));
  else pass.call('maxPoolGradient', dY, argmaxOf(pass, op), pass.contribution(x), ...poolShape(op));
}

function globalShape({ inputs: [x] }: OpOf<'global-average-pool'>): readonly number[] {
  const [batch = 0, ...rest] = x.shape;
  const channels = rest.at(-1) ?? 0;
  return [batch, sizeOf(rest) / channels, channels];
}

export function globalPoolForward(pass: CallPass, op: OpOf<'global-average-pool'>): void {
  pass.call('globalAveragePool', pass.value(op.inputs[0]), pass.value(op.y), ...globalShape(op));
}

export function globalPoolBackward(pass: CallPass, op: OpOf<'global-average-pool'>): void {
  const [x] = op.inputs;
  if (!pass.isLearned(x)) return;
  const dY = pass.gradient(op.y);
  pass.call('globalAveragePoolGradient', dY, pass.contribution(x), ...globalShape(op));
}
