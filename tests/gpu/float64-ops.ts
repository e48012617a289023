import { convShape } from '../../src/compiler/kernels/conv/conv-shape.ts';
import { poolOutput } from '../../src/compiler/kernels/pool/pool.ts';
import { activate } from '../../src/compiler/kernels/reference/activation.ts';
import { conv2dSums } from '../../src/compiler/kernels/reference/conv2d.ts';
import { denseReference } from '../../src/compiler/kernels/reference/dense.ts';
import { dropoutMask } from '../../src/compiler/kernels/reference/dropout.ts';
import { globalAveragePoolReference } from '../../src/compiler/kernels/reference/global-average-pool.ts';
import { multiHeadAttentionReference } from '../../src/compiler/kernels/reference/multi-head-attention.ts';
import type { NormGroups } from '../../src/compiler/kernels/reference/normalization.ts';
import { normalizeReference } from '../../src/compiler/kernels/reference/normalization.ts';
import { averagePoolReference, maxPoolReference } from '../../src/compiler/kernels/reference/pool.ts';
import type { Shape } from '../../src/core/shape.ts';
import { sizeOf } from '../../src/core/shape.ts';
import type { Activation } from '../../src/nn/activation.ts';
import type { Ops, PoolWindow } from '../../src/nn/ops.ts';

export interface Float64Tensor {
  readonly shape: Shape;
  readonly values: Float64Array;
}

const tensor = (shape: Shape, values: Float64Array): Float64Tensor => ({ shape, values });
const imageOf = ({ shape: [batch = 0, height = 0, width = 0, channels = 0] }: Float64Tensor) => ({
  batch,
  height,
  width,
  channels,
});
const activated = ({ shape, values }: Float64Tensor, activation: Activation) =>
  tensor(
    shape,
    values.map((value) => activate(activation, value)),
  );
const normalized = (x: Float64Tensor, gamma: Float64Tensor, beta: Float64Tensor, groups: NormGroups) =>
  tensor(x.shape, normalizeReference(x.values, gamma.values, beta.values, groups));

function pooled(x: Float64Tensor, window: PoolWindow, kind: 'max' | 'average'): Float64Tensor {
  const shape = { ...imageOf(x), ...window };
  const { height, width } = poolOutput(shape);
  const values = kind === 'max' ? maxPoolReference(shape, x.values).y : averagePoolReference(shape, x.values);
  return tensor([shape.batch, height, width, shape.channels], values);
}

/** The layers' operations in float64 as in training, put together from the kernels' references. */
export const float64Ops = (seed: number, step: number): Ops<Float64Tensor> => ({
  conv2d(x, kernel, bias, geometry, activation) {
    const { batch, height, width, channels } = imageOf(x);
    const [kernelHeight = 0, kernelWidth = 0, , outChannels = 0] = kernel.shape;
    const sizes = { batch, height, width, inChannels: channels, outChannels, kernelHeight, kernelWidth };
    const shape = convShape({ ...sizes, ...geometry });
    const sums = conv2dSums(shape, x.values, kernel.values, bias?.values ?? new Float64Array(outChannels));
    return activated(tensor([batch, shape.outHeight, shape.outWidth, outChannels], sums), activation);
  },
  maxPool2d: (x, window) => pooled(x, window, 'max'),
  averagePool2d: (x, window) => pooled(x, window, 'average'),
  globalAveragePool({ shape, values }) {
    const [batch = 0, ...rest] = shape;
    const channels = rest.at(-1) ?? 0;
    const pixels = sizeOf(rest) / channels;
    return tensor([batch, channels], globalAveragePoolReference({ batch, pixels, channels }, values));
  },
  flatten: ({ shape, values }) => tensor([shape[0] ?? 0, sizeOf(shape.slice(1))], values),
  dense({ shape, values }, kernel, bias, activation) {
    const [inputs = 0, outputs = 0] = kernel.shape;
    const product = { batch: sizeOf(shape) / inputs, inputs, outputs };
    const sums = denseReference(product, values, kernel.values, bias.values);
    return activated(tensor([...shape.slice(0, -1), outputs], sums), activation);
  },
  activate: activated,
  batchNorm(x, gamma, beta) {
    const channels = x.shape.at(-1) ?? 0;
    const channel = (i: number) => i % channels;
    return normalized(x, gamma, beta, { groups: channels, channels, group: channel, channel });
  },
  groupNorm(x, gamma, beta, groups) {
    const [batch = 0, ...rest] = x.shape;
    const channels = rest.at(-1) ?? 0;
    const group = (i: number) =>
      Math.floor(i / sizeOf(rest)) * groups + Math.floor((i % channels) / (channels / groups));
    return normalized(x, gamma, beta, {
      groups: batch * groups,
      channels,
      group,
      channel: (i) => i % channels,
    });
  },
  layerNorm(x, gamma, beta) {
    const channels = x.shape.at(-1) ?? 0;
    const groups = x.values.length / channels;
    const group = (i: number) => Math.floor(i / channels);
    return normalized(x, gamma, beta, { groups, channels, group, channel: (i) => i % channels });
  },
  dropout(x, rate, stream) {
    const mask = dropoutMask({ length: x.values.length, rate, layer: stream }, seed, step);
    return tensor(
      x.shape,
      x.values.map((value, i) => value * (mask[i] as number)),
    );
  },
  add: (a, b) =>
    tensor(
      a.shape,
      a.values.map((value, i) => value + (b.values[i] as number)),
    ),
  patches(x, size) {
    const { batch, height, width, channels } = imageOf(x);
    const values: number[] = [];
    for (let b = 0; b < batch; b++)
      for (let py = 0; py < height / size; py++)
        for (let px = 0; px < width / size; px++)
          for (let iy = 0; iy < size; iy++)
            for (let ix = 0; ix < size; ix++)
              for (let c = 0; c < channels; c++) {
                const [row, column] = [py * size + iy, px * size + ix];
                values.push(x.values[((b * height + row) * width + column) * channels + c] as number);
              }
    const patches = (height / size) * (width / size);
    return tensor([batch, patches, size * size * channels], Float64Array.from(values));
  },
  embed({ shape, values }, positions, token) {
    const [batch = 0] = shape;
    const sampleSize = values.length / batch;
    const rows = Array.from({ length: batch }, (_, b) => [
      ...(token?.values ?? []),
      ...values.subarray(b * sampleSize, (b + 1) * sampleSize),
    ]);
    const placed = rows.flatMap((row) => row.map((value, i) => value + (positions.values[i] as number)));
    return tensor([batch, ...positions.shape], Float64Array.from(placed));
  },
  firstToken({ shape, values }) {
    const [batch = 0, tokens = 0, features = 0] = shape;
    const firsts = Array.from({ length: batch }, (_, b) => [
      ...values.subarray(b * tokens * features, b * tokens * features + features),
    ]);
    return tensor([batch, features], Float64Array.from(firsts.flat()));
  },
  attention(q, k, v, heads) {
    const [batch = 0, tokens = 0, features = 0] = q.shape;
    const shape = { batch, tokens, features, heads };
    return tensor(q.shape, multiHeadAttentionReference(shape, q.values, k.values, v.values).y);
  },
});

/** The same as in evaluation: running statistics, and no dropout. */
export const float64EvaluationOps: Ops<Float64Tensor> = {
  ...float64Ops(0, 0),
  batchNorm(x, gamma, beta, mean, variance) {
    const channels = gamma.values.length;
    const of = ({ values }: Float64Tensor, i: number) => values[i % channels] as number;
    return tensor(
      x.shape,
      x.values.map(
        (value, i) =>
          ((value - of(mean, i)) / Math.sqrt(of(variance, i) + 1e-5)) * of(gamma, i) + of(beta, i),
      ),
    );
  },
  dropout: (x) => x,
};
