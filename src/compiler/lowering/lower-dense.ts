import { sizeOf } from '../../core/shape.ts';
import type { Activation } from '../../nn/activation.ts';
import { derivativeFrom } from '../kernels/elementwise/activation.ts';
import type { DenseShape } from '../kernels/matmul/dense.ts';
import {
  dense,
  denseInputGradient,
  denseInputGradientTunings,
  denseTunings,
  denseWeightGradient,
  denseWeightGradientTunings,
} from '../kernels/matmul/dense.ts';
import { preActivationGradient } from './lower-conv.ts';
import type { Pass } from './pass.ts';
import type { BufferRange } from './program.ts';
import type { OpOf, TracedTensor } from './tape.ts';

type Dense = OpOf<'dense'>;

function shapeOf({ inputs: [x], parameters: [kernel] }: Dense): DenseShape {
  const [inputs = 0, outputs = 0] = kernel.shape;
  return { batch: sizeOf(x.shape) / inputs, inputs, outputs };
}

const preActivationOf = (pass: Pass, { activation, y }: Dense): Record<string, BufferRange> =>
  derivativeFrom(activation) === 'pre-activation'
    ? { preActivation: pass.saved('preActivation', y, sizeOf(y.shape)) }
    : {};

export function denseForward(pass: Pass, op: Dense): void {
  const shape = shapeOf(op);
  const [kernel, bias] = op.parameters;
  pass.program.addTuned(
    denseTunings(shape, pass.context.adapterClass),
    (tuning) => dense(shape, tuning, op.activation),
    {
      x: pass.value(op.inputs[0]),
      y: pass.value(op.y),
      w: pass.parameter(kernel),
      b: pass.parameter(bias),
      ...preActivationOf(pass, op),
    },
  );
}

export function denseBackward(pass: Pass, op: Dense): void {
  const { program, context } = pass;
  const shape = shapeOf(op);
  const [x] = op.inputs;
  const [kernel, bias] = op.parameters;
  const dY = pass.gradient(op.y);
  const isBefore = op.activation.kind === 'linear' || op === fusedMaker(pass, op.y);
  const dPreActivation = isBefore ? dY : preActivationGradient(pass, op, dY);
  if (pass.learnsParameters) {
    program.addTuned(
      denseWeightGradientTunings(shape, context.adapterClass),
      (tuning) => denseWeightGradient(shape, tuning),
      {
        x: pass.value(x),
        dPreActivation,
        dW: pass.parameterGradient(kernel),
        db: pass.parameterGradient(bias),
      },
    );
  }
  if (!pass.isLearned(x)) return;
  const before = fusedMaker(pass, x);
  const activation: Activation | undefined = before?.activation;
  const bindings: Record<string, BufferRange> = {
    dPreActivation,
    w: pass.parameter(kernel),
    dX: pass.contribution(x),
  };
  if (before) bindings.kept = preActivationOf(pass, before).preActivation ?? pass.value(before.y);
  program.addTuned(
    denseInputGradientTunings(shape, context.adapterClass),
    (tuning) => denseInputGradient(shape, tuning, activation),
    bindings,
  );
}

/**
 * The dense operation whose activation the gradient of its only reader, dense too, goes back through at once: what is
 * kept as the gradient of its output is then that of its sums.
 */
function fusedMaker(pass: Pass, x: TracedTensor): Dense | undefined {
  const maker = pass.maker(x);
  if (maker?.op !== 'dense' || maker.activation.kind === 'linear' || !pass.isReadOnce(x)) return undefined;
  const reader = pass.ops.find(({ inputs }) => inputs.some(({ id }) => id === x.id));
  return reader?.op === 'dense' ? maker : undefined;
}
