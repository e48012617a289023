import { DownhillError } from '../core/errors.ts';
import { Rng } from '../core/rng.ts';
import type { Shape } from '../core/shape.ts';
import { sizeOf } from '../core/shape.ts';
import { initialValues } from './init.ts';
import type { Layer, LayerKind } from './layer.ts';
import { parameterCount } from './layer.ts';
import type { Ops } from './ops.ts';
import type { ModelOptions, OptionValues } from './options.ts';

/** A family of networks: options and the shape of an image in, layers out. */
export interface ModelDeclaration<Id extends string = string, Options extends ModelOptions = ModelOptions> {
  readonly id: Id;
  readonly options: Options;
  /** The options that its weights grow with. */
  readonly widths: readonly (string & keyof Options)[];
  /** The images it is made for, and the layer whose input tells; it may take others too. */
  readonly image?: { readonly size: number; readonly channels: number; readonly layer: string };
  /**
   * Options that are left out have their defaults.
   * @throws DownhillError code `spec`, naming the layer that does not fit and what would
   */
  layers(values: Partial<OptionValues<Options>>, input: Shape, classes: number): readonly Layer[];
  /** The same model in smaller sizes, the largest first, and what to set for each: what to offer where memory lacks. */
  smaller?(values: Partial<OptionValues<Options>>): readonly Smaller<Options>[];
}

export interface Smaller<Options extends ModelOptions = ModelOptions> {
  readonly values: Partial<OptionValues<Options>>;
  /** The setting that makes it. */
  readonly setting: { readonly path: string; readonly value: number };
}

/** What the page and a result say of a model beside its options. */
export interface ModelSummary {
  readonly parameters: number;
  /**
   * Of the forward pass of one image: products (convolutions, dense layers, attention) alone, a multiply-add counted
   * as two. A training step takes about three times as many for each image.
   */
  readonly flops: number;
  /** Of all outputs for one image, in float32. */
  readonly activationBytes: number;
  readonly layers: readonly {
    readonly name: string;
    readonly kind: LayerKind;
    readonly outputShape: Shape;
    readonly parameters: number;
    readonly flops: number;
    /** Of its output for one image, in float32. A convolution keeps none of it where the pool after it is fused. */
    readonly activationBytes: number;
  }[];
}

export function summarize(layers: readonly Layer[]): ModelSummary {
  const rows = layers.map((layer) => ({
    name: layer.name,
    kind: layer.kind,
    outputShape: layer.outputShape,
    parameters: parameterCount([layer]),
    flops: layer.flops,
    activationBytes: 4 * sizeOf(layer.outputShape),
  }));
  const total = (of: 'parameters' | 'flops' | 'activationBytes') =>
    rows.reduce((sum, row) => sum + row[of], 0);
  return {
    parameters: total('parameters'),
    flops: total('flops'),
    activationBytes: total('activationBytes'),
    layers: rows,
  };
}

export interface NamedValues {
  readonly name: string;
  readonly shape: Shape;
  readonly values: Float32Array<ArrayBuffer>;
}

/** All numbers of a network in training: its weights and running statistics, each in the order of the layers. */
export interface NetworkValues {
  readonly weights: readonly NamedValues[];
  readonly state: readonly NamedValues[];
}

/**
 * Whether values are those of a network: each of its parameters and running statistics, in their order.
 * @throws DownhillError code `data` with the path `weights` or `state`, naming the first that differs
 */
export function checkValues(layers: readonly Layer[], { weights, state }: NetworkValues): void {
  checkTensors(
    'weights',
    layers.flatMap(({ parameters }) => parameters),
    weights,
  );
  checkTensors(
    'state',
    layers.flatMap((layer) => layer.state ?? []),
    state,
  );
}

function checkTensors(
  path: 'weights' | 'state',
  declared: readonly Pick<NamedValues, 'name' | 'shape'>[],
  tensors: readonly NamedValues[],
): void {
  const isSame = ({ name, shape }: Pick<NamedValues, 'name' | 'shape'>, tensor: NamedValues | undefined) =>
    tensor?.name === name && tensor.values.length === sizeOf(shape);
  const mismatch = declared.find((one, i) => !isSame(one, tensors[i]));
  if (mismatch === undefined && tensors.length === declared.length) return;
  const at = mismatch ? declared.indexOf(mismatch) : declared.length;
  const described = (tensor: Pick<NamedValues, 'name' | 'shape'> | undefined) =>
    tensor ? `${tensor.name} [${tensor.shape.join(', ')}]` : '—';
  const params = { expected: described(mismatch), got: described(tensors[at]) };
  throw new DownhillError({ code: 'data', path, fact: { id: 'otherNetworkValues', params } });
}

/** The initial weights of a seed; each parameter has a stream of its own, so adding a layer leaves the others as they were. */
export function initialWeights(layers: readonly Layer[], seed: number): NamedValues[] {
  return layers.flatMap((layer) =>
    layer.parameters.map(({ name, shape, init }) => ({
      name,
      shape,
      values: initialValues(shape, init, Rng.of(seed, 'init', name)),
    })),
  );
}

/** What a lane starts with besides its weights, in the order of the layers. */
export const initialState = (layers: readonly Layer[]): NamedValues[] =>
  layers.flatMap(({ state = [] }) =>
    state.map(({ name, shape, initial }) => ({
      name,
      shape,
      values: new Float32Array(sizeOf(shape)).fill(initial),
    })),
  );

/** What is told of a forward pass as it goes through the layers. */
export interface ForwardObserver<Tensor> {
  /** Before a layer runs. */
  enter?(layer: Layer): void;
  /** After it, with what it put out. */
  leave?(layer: Layer, output: Tensor): void;
}

/**
 * [batch, …input] to logits [batch, classes]; `parameters` in the order of `initialWeights`, `state` in that of
 * `initialState`.
 */
export function forward<Tensor>(
  layers: readonly Layer[],
  ops: Ops<Tensor>,
  input: Tensor,
  parameters: readonly Tensor[],
  state: readonly Tensor[] = [],
  observer: ForwardObserver<Tensor> = {},
): Tensor {
  const outputs = new Map([['input', input]]);
  let x = input;
  let parameter = 0;
  let number = 0;
  for (const layer of layers) {
    observer.enter?.(layer);
    const inputs = layer.inputs?.map((name) => {
      const produced = outputs.get(name);
      if (produced === undefined) throw new RangeError(`${layer.name}: no layer ${name} comes before it`);
      return produced;
    });
    const parameterEnd = parameter + layer.parameters.length;
    const numberEnd = number + (layer.state?.length ?? 0);
    const layerParameters = parameters.slice(parameter, parameterEnd);
    x = layer.forward(ops, inputs ?? [x], layerParameters, state.slice(number, numberEnd));
    parameter = parameterEnd;
    number = numberEnd;
    outputs.set(layer.name, x);
    observer.leave?.(layer, x);
  }
  return x;
}
