import * as tf from '@tensorflow/tfjs';
import type { Algebra } from '../core/expr.ts';
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

/** Arithmetic on tensors: the algebra in which an optimizer's program updates weights. */
export const tensorAlgebra: Algebra<tf.Tensor> = {
  constant: (value) => tf.scalar(value),
  neg: tf.neg,
  sqrt: tf.sqrt,
  abs: tf.abs,
  add: (left, right) => tf.add(left, right),
  sub: (left, right) => tf.sub(left, right),
  mul: (left, right) => tf.mul(left, right),
  div: (left, right) => tf.div(left, right),
  min: (left, right) => tf.minimum(left, right),
  max: (left, right) => tf.maximum(left, right),
  pow: (base, exponent) => tf.pow(base, exponent),
  select: (condition, whenPositive, otherwise) => tf.where(tf.greater(condition, 0), whenPositive, otherwise),
};

/** Mean softmax cross-entropy, natural log. logits and targets [batch, classes]. */
export function softmaxCrossEntropy(logits: tf.Tensor, targets: tf.Tensor): tf.Scalar {
  return tf.neg(tf.mean(tf.sum(tf.mul(targets, tf.logSoftmax(logits)), -1)));
}
