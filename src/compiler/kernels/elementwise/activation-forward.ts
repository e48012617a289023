import type { Activation } from '../../../nn/activation.ts';
import type { Kernel } from '../kernel.ts';
import { input, output } from '../shader.ts';
import { activateWgsl, activationName, derivativeFrom, derivativeWgsl } from './activation.ts';
import type { ElementwiseTuning } from './elementwise.ts';
import { elementwiseKernel } from './elementwise.ts';

/** Elements four at a time where they are whole vec4s. */
function itemsOf(length: number): { items: number; type: 'f32' | 'vec4f' } {
  return length % 4 === 0 ? { items: length / 4, type: 'vec4f' } : { items: length, type: 'f32' };
}

/**
 * An activation on its own: y = activation(x). Tunings of this and the gradient: `elementwiseTunings`.
 *   x  [length]
 *   y  [length], written
 */
export function activationForward(length: number, activation: Activation, tuning: ElementwiseTuning): Kernel {
  const { items, type } = itemsOf(length);
  return elementwiseKernel(
    {
      name: `activation ${activationName(activation)} ${length}`,
      items,
      flops: length,
      buffers: [input('x', items, type), output('y', items, type)],
      declarations: activateWgsl(activation, type),
      body: 'y[i] = activate(x[i]);',
    },
    tuning,
  );
}

/**
 * Gradient of an activation: dX = dY · activation′(kept).
 *   dY    [length]
 *   kept  [length], what `derivativeFrom` names: the activation's output or its input
 *   dX    [length], written
 * @throws RangeError for the linear activation, whose gradient is dY itself
 */
export function activationGradient(
  length: number,
  activation: Activation,
  tuning: ElementwiseTuning,
): Kernel {
  if (derivativeFrom(activation) === 'nothing') {
    throw new RangeError(
      `activation gradient: the ${activationName(activation)} one needs no kernel; use dY as it is`,
    );
  }
  const { items, type } = itemsOf(length);
  return elementwiseKernel(
    {
      name: `activation-gradient ${activationName(activation)} ${length}`,
      items,
      flops: 2 * length,
      buffers: [input('dY', items, type), input('kept', items, type), output('dX', items, type)],
      declarations: derivativeWgsl(activation, type),
      body: 'dX[i] = dY[i] * derivative(kept[i]);',
    },
    tuning,
  );
}
