import * as tf from '@tensorflow/tfjs';
import type { Activation, Ops } from '../nn/layer.ts';

const activate = (x: tf.Tensor, activation: Activation): tf.Tensor =>
  activation === 'relu' ? tf.relu(x) : x;

/** The layers' operations as compositions of stock tfjs ones: the fallback, and the reference in tests. */
export const tfjsOps: Ops<tf.Tensor> = {
  conv2d: (x, kernel, bias, activation) =>
    activate(tf.add(tf.conv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, 1, 'same'), bias), activation),
  maxPool2d: (x) => tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid'),
  flatten: (x) => tf.reshape(x, [x.shape[0] ?? 0, -1]),
  dense: (x, kernel, bias, activation) =>
    activate(tf.add(tf.matMul(x as tf.Tensor2D, kernel as tf.Tensor2D), bias), activation),
};

/**
 * Mean softmax cross-entropy, natural log. logits and targets [batch, classes]; with label smoothing ε the targets are
 * (1 − ε) target + ε / classes, as in PyTorch.
 */
export function softmaxCrossEntropy(
  logits: tf.Tensor,
  targets: tf.Tensor,
  labelSmoothing: number,
): tf.Scalar {
  const uniform = labelSmoothing / (targets.shape[1] ?? 1);
  const smooth = labelSmoothing === 0 ? targets : tf.add(tf.mul(targets, 1 - labelSmoothing), uniform);
  return tf.neg(tf.mean(tf.sum(tf.mul(smooth, tf.logSoftmax(logits)), -1)));
}
