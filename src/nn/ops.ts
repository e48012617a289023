import type { Activation } from './activation.ts';

export interface ConvGeometry {
  readonly stride: 1 | 2;
  /** TensorFlow's: `same` pads with zeros to ⌈size / stride⌉ outputs, an odd row or column of them below or right. */
  readonly padding: 'same' | 'valid';
}

/** A square window of a pool; what is left over at the right and the bottom is dropped. */
export interface PoolWindow {
  readonly size: number;
  readonly stride: number;
}

/**
 * The operations a layer may use, over whatever tensor the engine has; the batch is the first dimension of each. Images
 * are NHWC, kernels HWIO and [in, out], sequences [batch, tokens, features].
 */
export interface Ops<Tensor> {
  conv2d(
    x: Tensor,
    kernel: Tensor,
    bias: Tensor | null,
    geometry: ConvGeometry,
    activation: Activation,
  ): Tensor;
  maxPool2d(x: Tensor, window: PoolWindow): Tensor;
  averagePool2d(x: Tensor, window: PoolWindow): Tensor;
  /** The mean over everything between batch and channels: [batch, channels]. */
  globalAveragePool(x: Tensor): Tensor;
  /** [batch, …] to [batch, size], in NHWC order. */
  flatten(x: Tensor): Tensor;
  /** x · kernel + bias over the last dimension, then the activation. */
  dense(x: Tensor, kernel: Tensor, bias: Tensor, activation: Activation): Tensor;
  activate(x: Tensor, activation: Activation): Tensor;
  /**
   * γ (x − mean) / √(variance + 1e-5) + β over all but the last dimension. Training takes the moments of the batch and
   * moves the running ones by a tenth towards them, of the unbiased variance; evaluation takes the running ones.
   */
  batchNorm(x: Tensor, gamma: Tensor, beta: Tensor, mean: Tensor, variance: Tensor): Tensor;
  /** The same with the moments of each group of channels of each image; `groups` divides the channels. */
  groupNorm(x: Tensor, gamma: Tensor, beta: Tensor, groups: number): Tensor;
  /** The same with the moments of the last dimension. */
  layerNorm(x: Tensor, gamma: Tensor, beta: Tensor): Tensor;
  /**
   * Inverted dropout in training, nothing in evaluation. The mask is a function of seed, step and `stream`, which is
   * the number of the layer among the dropouts of its model.
   */
  dropout(x: Tensor, rate: number, stream: number): Tensor;
  /** a + b, of one shape. */
  add(a: Tensor, b: Tensor): Tensor;
  /** [batch, height, width, channels] to [batch, patches, size · size · channels]: rows of patches, each row by row. */
  patches(x: Tensor, size: number): Tensor;
  /** Adds `positions` [tokens, features] to each sequence, after putting `token` [features] in front of it if given. */
  embed(x: Tensor, positions: Tensor, token: Tensor | null): Tensor;
  /** The first token of each sequence: [batch, features]. */
  firstToken(x: Tensor): Tensor;
  /** softmax(q · kᵀ / √(features / heads)) · v for each of `heads` runs of features, which they divide. */
  attention(q: Tensor, k: Tensor, v: Tensor, heads: number): Tensor;
}
