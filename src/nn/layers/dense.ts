import type { Shape } from '../../core/shape.ts';
import { sizeOf } from '../../core/shape.ts';
import type { Activation } from '../activation.ts';
import { activationText, linear } from '../activation.ts';
import type { Init } from '../init.ts';
import type { Layer, ParameterDeclaration } from '../layer.ts';
import { handed } from '../layer.ts';

interface DenseOptions {
  readonly units: number;
  readonly activation?: Activation;
  readonly init: Init;
  /** Applies to the last dimension alone, e.g. to each token, instead of flattening. */
  readonly perToken?: boolean;
}

/** The kernel and bias of a product, under the name that stands before theirs. */
export const denseParameters = (
  name: string,
  inputs: number,
  units: number,
  init: Init,
): ParameterDeclaration[] => [
  { name: `${name}/kernel`, shape: [inputs, units], init: { kind: init, fanIn: inputs, fanOut: units } },
  { name: `${name}/bias`, shape: [units], init: { kind: 'zeros' } },
];

/** x · kernel + bias and the activation, after flattening in NHWC order where needed. Output [units]. */
export function dense(name: string, input: Shape, options: DenseOptions): Layer {
  const { units, activation = linear, init, perToken = false } = options;
  const inputs = perToken ? (input.at(-1) ?? 0) : sizeOf(input);
  const suffix = activationText(activation);
  const rows = perToken ? sizeOf(input.slice(0, -1)) : 1;
  return {
    name,
    kind: `dense${suffix && `, ${suffix}`}`,
    outputShape: perToken ? [...input.slice(0, -1), units] : [units],
    parameters: denseParameters(name, inputs, units, init),
    flops: 2 * rows * inputs * units,
    forward: (ops, inputs, parameters) => {
      const x = handed(name, inputs, 0);
      return ops.dense(
        perToken || input.length === 1 ? x : ops.flatten(x),
        handed(name, parameters, 0),
        handed(name, parameters, 1),
        activation,
      );
    },
  };
}
