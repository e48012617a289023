import type { Rng } from '../core/rng.ts';
import type { Shape } from '../core/shape.ts';
import { sizeOf } from '../core/shape.ts';

export type Activation = 'relu' | 'linear';
export type Init = 'glorot' | 'he';

/** Where a parameter starts: its distribution and the fan it is scaled by. */
export type ParameterInit =
  | { readonly kind: 'zeros' }
  | { readonly kind: Init; readonly fanIn: number; readonly fanOut: number };

export interface ParameterDeclaration {
  readonly name: string;
  readonly shape: Shape;
  readonly init: ParameterInit;
}

/** The operations a layer may use, over whatever tensor the engine has. Images are NHWC, kernels HWIO and [in, out]. */
export interface Ops<Tensor> {
  /** Stride 1, zero padding so that the output is as large as the input; bias and activation included. */
  conv2d(x: Tensor, kernel: Tensor, bias: Tensor, activation: Activation): Tensor;
  /** 2×2, stride 2; an odd last row or column is dropped. */
  maxPool2d(x: Tensor): Tensor;
  /** [batch, …] to [batch, size], in NHWC order. */
  flatten(x: Tensor): Tensor;
  /** x · kernel + bias, then the activation. */
  dense(x: Tensor, kernel: Tensor, bias: Tensor, activation: Activation): Tensor;
}

/** One layer, its shapes settled: what the page lists and the engine runs. */
export interface Layer {
  readonly name: string;
  /** The kind as people name it: `conv 3×3`, `max pool 2×2`. */
  readonly kind: string;
  /** Without the batch dimension. */
  readonly outputShape: Shape;
  readonly parameters: readonly ParameterDeclaration[];
  forward<Tensor>(ops: Ops<Tensor>, x: Tensor, parameters: readonly Tensor[]): Tensor;
}

export const parameterCount = (layers: readonly Layer[]): number =>
  layers.reduce((sum, layer) => sum + layer.parameters.reduce((n, { shape }) => n + sizeOf(shape), 0), 0);

/**
 * Initial values of a parameter, float32.
 *   glorot: U(±√(6 / (fanIn + fanOut)))   (Glorot & Bengio 2010)
 *   he:     U(±√(6 / fanIn))              (He et al. 2015)
 */
export function initialValues({ shape, init }: ParameterDeclaration, rng: Rng): Float32Array<ArrayBuffer> {
  const values = new Float32Array(sizeOf(shape));
  if (init.kind === 'zeros') return values;
  const fan = init.kind === 'glorot' ? init.fanIn + init.fanOut : init.fanIn;
  const limit = Math.sqrt(6 / fan);
  for (let i = 0; i < values.length; i++) values[i] = (2 * rng.uniform() - 1) * limit;
  return values;
}
