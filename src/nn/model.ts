import { Rng } from '../core/rng.ts';
import type { Shape } from '../core/shape.ts';
import type { Layer, Ops } from './layer.ts';
import { initialValues, parameterCount } from './layer.ts';

/** A family of networks: options and the shape of a picture in, layers out. */
export interface ModelDeclaration<Id extends string, Options> {
  readonly id: Id;
  readonly name: string;
  readonly help: string;
  layers(options: Options, input: Shape, classes: number): readonly Layer[];
  /** A name that shows the widths: `CNN 16–32`. */
  title(options: Options): string;
}

/** What the page and a result say of a model. */
export interface ModelSummary {
  readonly title: string;
  readonly parameters: number;
  readonly layers: readonly {
    readonly name: string;
    readonly kind: string;
    readonly outputShape: Shape;
    readonly parameters: number;
  }[];
}

export function summarize(title: string, layers: readonly Layer[]): ModelSummary {
  return {
    title,
    parameters: parameterCount(layers),
    layers: layers.map((layer) => ({
      name: layer.name,
      kind: layer.kind,
      outputShape: layer.outputShape,
      parameters: parameterCount([layer]),
    })),
  };
}

export interface NamedValues {
  readonly name: string;
  readonly shape: Shape;
  readonly values: Float32Array<ArrayBuffer>;
}

/** The initial weights of a seed; each parameter has a stream of its own, so adding a layer leaves the others as they were. */
export function initialWeights(layers: readonly Layer[], seed: number): NamedValues[] {
  return layers.flatMap((layer) =>
    layer.parameters.map((parameter) => ({
      name: parameter.name,
      shape: parameter.shape,
      values: initialValues(parameter, Rng.of(seed, 'init', parameter.name)),
    })),
  );
}

/** [batch, …input] to logits [batch, classes]; `parameters` in the order of `initialWeights`. */
export function forward<Tensor>(
  layers: readonly Layer[],
  ops: Ops<Tensor>,
  input: Tensor,
  parameters: readonly Tensor[],
): Tensor {
  let x = input;
  let at = 0;
  for (const layer of layers) {
    const next = at + layer.parameters.length;
    x = layer.forward(ops, x, parameters.slice(at, next));
    at = next;
  }
  return x;
}
