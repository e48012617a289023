import * as tf from '@tensorflow/tfjs';
import { dropoutMask } from '../../../compiler/kernels/reference/dropout.ts';
import { sizeOf } from '../../../core/shape.ts';
import type { Activation } from '../../../nn/activation.ts';
import type { Ops } from '../../../nn/ops.ts';

/** Of a training step: what the random numbers follow from, and where running statistics are put once they moved. */
interface TrainingStep {
  readonly seed: number;
  readonly step: number;
  /** The new tensor of each of the state, kept beyond a tidy. */
  readonly moved: Map<tf.Tensor, tf.Tensor>;
}

const epsilon = 1e-5;
/** PyTorch's: the weight of the new value in the running ones. */
const momentum = 0.1;

function activate(x: tf.Tensor, activation: Activation): tf.Tensor {
  switch (activation.kind) {
    case 'linear':
      return x;
    case 'relu':
      return tf.relu(x);
    case 'leaky-relu':
      return tf.leakyRelu(x, activation.slope);
    case 'gelu':
      return tf.mul(tf.mul(0.5, x), tf.add(1, tf.erf(tf.mul(x, Math.SQRT1_2))));
    case 'gelu-tanh': {
      const inner = tf.mul(Math.sqrt(2 / Math.PI), tf.add(x, tf.mul(0.044715, tf.mul(x, tf.square(x)))));
      return tf.mul(tf.mul(0.5, x), tf.add(1, tf.tanh(inner)));
    }
  }
}

/** γ (x − mean) / √(variance + 1e-5) + β. */
const normalized = (x: tf.Tensor, mean: tf.Tensor, variance: tf.Tensor): tf.Tensor =>
  tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, epsilon)));

function moments(x: tf.Tensor, axes: number[]): { mean: tf.Tensor; variance: tf.Tensor } {
  const mean = tf.mean(x, axes, true);
  return { mean, variance: tf.mean(tf.square(tf.sub(x, mean)), axes, true) };
}

/** A product over the last dimension, whatever stands before it. */
function product(x: tf.Tensor, kernel: tf.Tensor): tf.Tensor {
  if (x.rank === 2) return tf.matMul(x as tf.Tensor2D, kernel as tf.Tensor2D);
  const rows = tf.reshape(x, [-1, x.shape.at(-1) ?? 0]);
  return tf.reshape(tf.matMul(rows, kernel), [...x.shape.slice(0, -1), kernel.shape[1] ?? 0]);
}

/** [batch, tokens, features] to [batch, heads, tokens, features / heads]. */
function headsOf(x: tf.Tensor, heads: number): tf.Tensor {
  const [batch = 0, tokens = 0, features = 0] = x.shape;
  return tf.transpose(tf.reshape(x, [batch, tokens, heads, features / heads]), [0, 2, 1, 3]);
}

function batchNorm(
  x: tf.Tensor,
  [runningMean, runningVariance]: readonly [tf.Tensor, tf.Tensor],
  training: TrainingStep | null,
): tf.Tensor {
  if (training === null) return normalized(x, runningMean, runningVariance);
  const channels = x.shape.at(-1) ?? 0;
  const rows = x.size / channels;
  const { mean, variance } = moments(tf.reshape(x, [rows, channels]), [0]);
  const move = (running: tf.Tensor, value: tf.Tensor) => {
    const next = tf.add(tf.mul(running, 1 - momentum), tf.mul(tf.reshape(value, [channels]), momentum));
    training.moved.set(running, tf.keep(next));
  };
  move(runningMean, mean);
  move(runningVariance, tf.mul(variance, rows / Math.max(1, rows - 1)));
  return normalized(x, tf.reshape(mean, [channels]), tf.reshape(variance, [channels]));
}

/**
 * The layers' operations as compositions of stock tfjs ones: the fallback, and the reference in tests. Without a
 * training step they are those of an evaluation. `onAttention` is told of the weights [batch, heads, tokens, tokens].
 */
export const tfjsOps = (
  training: TrainingStep | null = null,
  onAttention: (weights: tf.Tensor) => void = () => undefined,
): Ops<tf.Tensor> => ({
  conv2d(x, kernel, bias, { stride, padding }, activation) {
    const sums = tf.conv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, stride, padding);
    return activate(bias ? tf.add(sums, bias) : sums, activation);
  },
  maxPool2d: (x, { size, stride }) => tf.maxPool(x as tf.Tensor4D, size, stride, 'valid'),
  averagePool2d: (x, { size, stride }) => tf.avgPool(x as tf.Tensor4D, size, stride, 'valid'),
  globalAveragePool: (x) => tf.mean(tf.reshape(x, [x.shape[0] ?? 0, -1, x.shape.at(-1) ?? 0]), 1),
  flatten: (x) => tf.reshape(x, [x.shape[0] ?? 0, -1]),
  dense: (x, kernel, bias, activation) => activate(tf.add(product(x, kernel), bias), activation),
  activate,
  batchNorm: (x, gamma, beta, mean, variance) =>
    tf.add(tf.mul(batchNorm(x, [mean, variance], training), gamma), beta),
  groupNorm(x, gamma, beta, groups) {
    const [batch = 0] = x.shape;
    const grouped = tf.reshape(x, [batch, -1, groups, (x.shape.at(-1) ?? 0) / groups]);
    const { mean, variance } = moments(grouped, [1, 3]);
    return tf.add(tf.mul(tf.reshape(normalized(grouped, mean, variance), x.shape), gamma), beta);
  },
  layerNorm(x, gamma, beta) {
    const { mean, variance } = moments(x, [x.rank - 1]);
    return tf.add(tf.mul(normalized(x, mean, variance), gamma), beta);
  },
  dropout(x, rate, stream) {
    if (training === null) return x;
    const { seed, step } = training;
    const mask = dropoutMask({ length: sizeOf(x.shape), rate, layer: stream }, seed, step);
    return tf.mul(x, tf.tensor(mask, x.shape));
  },
  add: (a, b) => tf.add(a, b),
  patches(x, size) {
    const [batch = 0, height = 0, width = 0, channels = 0] = x.shape;
    const cut = tf.reshape(x, [batch, height / size, size, width / size, size * channels]);
    return tf.reshape(tf.transpose(cut, [0, 1, 3, 2, 4]), [batch, -1, size * size * channels]);
  },
  embed(x, positions, token) {
    if (token === null) return tf.add(x, positions);
    const [batch = 0] = x.shape;
    const first = tf.tile(tf.reshape(token, [1, 1, -1]), [batch, 1, 1]);
    return tf.add(tf.concat([first, x], 1), positions);
  },
  firstToken(x) {
    const [batch = 0, , features = 0] = x.shape;
    return tf.reshape(tf.slice(x, [0, 0, 0], [batch, 1, features]), [batch, features]);
  },
  attention(q, k, v, heads) {
    const scale = 1 / Math.sqrt((q.shape.at(-1) ?? 0) / heads);
    const scores = tf.mul(tf.matMul(headsOf(q, heads), headsOf(k, heads), false, true), scale);
    const weights = tf.softmax(scores);
    onAttention(weights);
    const mixed = tf.matMul(weights, headsOf(v, heads));
    return tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), q.shape);
  },
});

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
