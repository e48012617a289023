import { sizeOf } from '../../core/shape.ts';
import type { GradientSource } from '../kernels/conv/conv-gradient.ts';
import { argmaxLength } from '../kernels/conv/conv-shape.ts';
import {
  conv2dForwardTunings,
  conv2dInputTunings,
  conv2dWeightTunings,
} from '../kernels/conv/conv-tunings.ts';
import { conv2dForward } from '../kernels/conv/conv2d-forward.ts';
import { conv2dInputGradient } from '../kernels/conv/conv2d-input-gradient.ts';
import { conv2dWeightGradient } from '../kernels/conv/conv2d-weight-gradient.ts';
import { derivativeFrom } from '../kernels/elementwise/activation.ts';
import { activationForward, activationGradient } from '../kernels/elementwise/activation-forward.ts';
import type { Pass } from './pass.ts';
import type { BufferRange } from './program.ts';
import type { OpOf } from './tape.ts';
import { convShapeOf } from './tape.ts';

type Conv = OpOf<'conv2d'>;

/** Zeros where a convolution has no bias: its kernels have one for all. */
export const noBiasBuffer = 'no-bias';

const shapeOf = ({ inputs: [x], parameters: [kernel], geometry }: Conv) => convShapeOf(x, kernel, geometry);

/** The sums before the activation, where its derivative needs them. */
const keepsPreActivation = ({ activation }: Conv): boolean => derivativeFrom(activation) === 'pre-activation';

export function convForward(pass: Pass, op: Conv): void {
  const { program, context } = pass;
  const [kernel, bias] = op.parameters;
  const shape = shapeOf(op);
  const { activation, pooled, y } = op;
  const options = { activation, pool: pooled, keepsPreActivation: keepsPreActivation(op) };
  program.addTuned(
    conv2dForwardTunings(shape, context.adapterClass),
    (tuning) => conv2dForward(shape, options, tuning),
    {
      x: pass.value(op.inputs[0]),
      y: pass.value(y),
      w: pass.parameter(kernel),
      b: bias ? pass.parameter(bias) : program.buffer(noBiasBuffer, shape.outChannels),
      ...(pooled && { argmax: pass.saved('argmax', y, argmaxLength(shape)) }),
      ...(keepsPreActivation(op) && { preActivation: pass.saved('preActivation', y, sizeOf(y.shape)) }),
    },
  );
}

export function convBackward(pass: Pass, op: Conv): void {
  const { program, context } = pass;
  const [x] = op.inputs;
  const [kernel, bias] = op.parameters;
  const shape = shapeOf(op);
  const { source, bindings } = gradientSource(pass, op);
  if (pass.learnsParameters) {
    program.addTuned(
      conv2dWeightTunings(shape, context.adapterClass),
      (tuning) => conv2dWeightGradient(shape, source, tuning),
      {
        x: pass.value(x),
        ...bindings,
        dW: pass.parameterGradient(kernel),
        db: bias ? pass.parameterGradient(bias) : program.buffer('scratch/no-bias', shape.outChannels),
      },
    );
  }
  if (!pass.isLearned(x)) return;
  program.addTuned(
    conv2dInputTunings(shape, source, context.adapterClass),
    (tuning) => conv2dInputGradient(shape, source, tuning),
    { ...bindings, w: pass.parameter(kernel), dX: pass.contribution(x) },
  );
}

/** How the gradient kernels find the gradient of the sums: through pool and activation, unmaterialised where they can. */
function gradientSource(
  pass: Pass,
  op: Conv,
): { source: GradientSource; bindings: Record<string, BufferRange> } {
  const { activation, pooled, y } = op;
  const dY = pass.gradient(y);
  if (pooled) {
    const argmax = pass.saved('argmax', y, argmaxLength(shapeOf(op)));
    return { source: { kind: 'pooled', activation }, bindings: { dY, argmax } };
  }
  if (activation.kind === 'linear')
    return { source: { kind: 'pre-activation' }, bindings: { dPreActivation: dY } };
  if (keepsPreActivation(op))
    return {
      source: { kind: 'pre-activation' },
      bindings: { dPreActivation: preActivationGradient(pass, op, dY) },
    };
  return { source: { kind: 'output', activation }, bindings: { dY, y: pass.value(y) } };
}

/** The gradient of the sums of an operation, from that of its output, in a buffer of its own. */
export function preActivationGradient(
  pass: Pass,
  { activation, y }: OpOf<'conv2d' | 'dense'>,
  dY: BufferRange,
): BufferRange {
  const length = sizeOf(y.shape);
  const dX = pass.program.buffer(`d/${y.id}/before`, length);
  const saved =
    derivativeFrom(activation) === 'pre-activation' ? pass.saved('preActivation', y, length) : pass.value(y);
  pass.elementwise((tuning) => activationGradient(length, activation, tuning), { dY, kept: saved, dX });
  return dX;
}

export function activateForward(pass: Pass, { inputs: [x], activation, y }: OpOf<'activate'>): void {
  const bindings = { x: pass.value(x), y: pass.value(y) };
  pass.elementwise((tuning) => activationForward(sizeOf(y.shape), activation, tuning), bindings);
}

export function activateBackward(pass: Pass, { inputs: [x], activation, y }: OpOf<'activate'>): void {
  if (!pass.isLearned(x)) return;
  const dY = pass.gradient(y);
  if (activation.kind === 'linear') {
    pass.contribute(x, dY);
    return;
  }
  const saved = pass.value(derivativeFrom(activation) === 'pre-activation' ? x : y);
  const bindings = { dY, kept: saved, dX: pass.contribution(x) };
  pass.elementwise((tuning) => activationGradient(sizeOf(y.shape), activation, tuning), bindings);
}
