import type { ParameterRole } from '../core/parameter-role.ts';
import type { Shape } from '../core/shape.ts';
import { sizeOf } from '../core/shape.ts';
import type { Activation } from './activation.ts';
import type { ParameterInit } from './init.ts';
import type { Ops } from './ops.ts';

export interface ParameterDeclaration {
  readonly name: string;
  readonly shape: Shape;
  readonly role: ParameterRole;
  readonly init: ParameterInit;
}

/** Numbers that training changes without an optimizer: the running statistics of a batch norm. */
export interface StateDeclaration {
  readonly name: string;
  readonly shape: Shape;
  /** Where every number starts. */
  readonly initial: number;
}

/** What a layer is, with what tells it from others of its kind; `layerKindText` of `messages/models.ts` names it. */
export type LayerKind =
  | { readonly id: 'conv'; readonly size: number; readonly stride: number; readonly activation: Activation }
  | { readonly id: 'dense'; readonly activation: Activation }
  | { readonly id: 'activation'; readonly activation: Activation }
  | { readonly id: 'maxPool' | 'averagePool'; readonly size: number; readonly stride: number }
  | { readonly id: 'globalAveragePool' | 'tokenMean' | 'classToken' }
  | { readonly id: 'batchNorm' | 'layerNorm' }
  | { readonly id: 'groupNorm'; readonly groups: number }
  | { readonly id: 'dropout'; readonly rate: number }
  | { readonly id: 'add'; readonly inputs: readonly [string, string] }
  | { readonly id: 'attention'; readonly heads: number }
  | { readonly id: 'patches'; readonly size: number }
  | { readonly id: 'positions'; readonly classToken: boolean };

/** One layer, its shapes settled: what the page lists and the engine runs. */
export interface Layer {
  /** No two layers of a model share one, and none is called `input`. */
  readonly name: string;
  readonly kind: LayerKind;
  /** Without the batch dimension. */
  readonly outputShape: Shape;
  readonly parameters: readonly ParameterDeclaration[];
  readonly state?: readonly StateDeclaration[];
  /** Earlier layers whose outputs it reads, `input` being the images; the layer before where absent. */
  readonly inputs?: readonly string[];
  /** Refuses batches that it cannot be trained on. @throws DownhillError code `spec`, naming the layer and what to do */
  checkBatch?(images: number): void;
  /** Of the forward pass of one image, a multiply-add counted as two; products alone are counted, all else is 0. */
  readonly flops: number;
  /** `inputs`, `parameters` and `state` in the order they are declared in. */
  forward<Tensor>(
    ops: Ops<Tensor>,
    inputs: readonly Tensor[],
    parameters: readonly Tensor[],
    state: readonly Tensor[],
  ): Tensor;
}

export const parameterCount = (layers: readonly Layer[]): number =>
  layers.reduce((sum, layer) => sum + layer.parameters.reduce((n, { shape }) => n + sizeOf(shape), 0), 0);

/** The tensor at a place of what a layer is handed. @throws RangeError where it is missing */
export function handed<Tensor>(layer: string, tensors: readonly Tensor[], place: number): Tensor {
  const tensor = tensors[place];
  if (tensor === undefined) throw new RangeError(`${layer}: tensor ${place} is missing`);
  return tensor;
}

/** Whether layers can be trained on batches of so many images. @throws DownhillError code `spec` where one cannot */
export function checkBatch(layers: readonly Layer[], images: number): void {
  for (const layer of layers) layer.checkBatch?.(images);
}
