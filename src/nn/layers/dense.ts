import type { Shape } from '../../core/shape.ts';
import { sizeOf } from '../../core/shape.ts';
import type { Activation } from '../activation.ts';
import { linear } from '../activation.ts';
import type { Init } from '../init.ts';
import type { Layer, ParameterDeclaration } from '../layer.ts';
import { handed } from '../layer.ts';

interface DenseOptions {
  readonly units: number;
  readonly activation?: Activation;
  readonly init: Init;
  /** Applies to the last dimension alone, e.g. to each token, instead of flattening. */
  readonly perToken?: boolean;
  /** Whether its outputs are the logits. */
  readonly isHead?: boolean;
}

/** The kernel and bias of a product inside a network, under the name that stands before theirs. */
export const denseParameters = (
  name: string,
  inputs: number,
  units: number,
  init: Init,
): ParameterDeclaration[] => [
  {
    name: `${name}/kernel`,
    shape: [inputs, units],
    role: 'matrix',
    init: { kind: init, fanIn: inputs, fanOut: units },
  },
  { name: `${name}/bias`, shape: [units], role: 'vector', init: { kind: 'zeros' } },
];

/** x · kernel + bias and the activation, after flattening in NHWC order where needed. Output [units]. */
export function dense(name: string, input: Shape, options: DenseOptions): Layer {
  const { units, activation = linear, init, perToken = false, isHead = false } = options;
  const inputs = perToken ? (input.at(-1) ?? 0) : sizeOf(input);
  const rows = perToken ? sizeOf(input.slice(0, -1)) : 1;
  const parameters = denseParameters(name, inputs, units, init);
  return {
    name,
    kind: { id: 'dense', activation },
    outputShape: perToken ? [...input.slice(0, -1), units] : [units],
    parameters: isHead ? parameters.map((parameter) => ({ ...parameter, role: 'head' })) : parameters,
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

/** The last layer of a network: one logit a class, Glorot-initialised whatever the rest has. */
export const headLayer = (input: Shape, classes: number): Layer =>
  dense('logits', input, { units: classes, init: 'glorot', isHead: true });
