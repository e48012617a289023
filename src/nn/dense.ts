import type { Shape } from '../core/shape.ts';
import { sizeOf } from '../core/shape.ts';
import type { Activation, Init, Layer } from './layer.ts';

/** Flattens its input in NHWC order where needed, then x · kernel + bias and the activation. Output [units]. */
export function dense(name: string, input: Shape, units: number, activation: Activation, init: Init): Layer {
  const inputs = sizeOf(input);
  return {
    name,
    kind: activation === 'relu' ? 'dense, ReLU' : 'dense',
    outputShape: [units],
    parameters: [
      { name: `${name}/kernel`, shape: [inputs, units], init: { kind: init, fanIn: inputs, fanOut: units } },
      { name: `${name}/bias`, shape: [units], init: { kind: 'zeros' } },
    ],
    forward: (ops, x, [kernel, bias]) => {
      if (kernel === undefined || bias === undefined)
        throw new RangeError(`${name}: kernel or bias is missing`);
      return ops.dense(input.length > 1 ? ops.flatten(x) : x, kernel, bias, activation);
    },
  };
}
