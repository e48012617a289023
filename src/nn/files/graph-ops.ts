import { sizeOf } from '../../core/shape.ts';
import type { Activation } from '../activation.ts';
import type { Ops, PoolWindow } from '../ops.ts';
import type { Graph, GraphTensor } from './graph.ts';
import { count, flag, list, number, text } from './graph.ts';

const epsilon = 1e-5;
const format = { data_format: text('NHWC') };
const window = ({ size, stride }: PoolWindow) => ({
  ...format,
  ksize: list([1, size, size, 1]),
  strides: list([1, stride, stride, 1]),
  padding: text('VALID'),
});

/** The layers' operations, in evaluation, as nodes of a TensorFlow graph. */
export function graphOps(graph: Graph): Ops<GraphTensor> {
  const both = (op: string, a: GraphTensor, b: GraphTensor) =>
    graph.add(op, [a, b], a.shape.length >= b.shape.length ? a.shape : b.shape);
  const plus = (a: GraphTensor, b: GraphTensor) => both('AddV2', a, b);
  const times = (a: GraphTensor, b: GraphTensor) => both('Mul', a, b);
  const minus = (a: GraphTensor, b: GraphTensor) => both('Sub', a, b);
  const one = (op: string, x: GraphTensor) => graph.add(op, [x], x.shape);
  const scaled = (x: GraphTensor, by: number) => times(x, graph.scalar(by));

  const activate = (x: GraphTensor, activation: Activation): GraphTensor => {
    switch (activation.kind) {
      case 'linear':
        return x;
      case 'relu':
        return one('Relu', x);
      case 'leaky-relu':
        return graph.add('LeakyRelu', [x], x.shape, { alpha: number(activation.slope) });
      case 'gelu':
        return times(scaled(x, 0.5), plus(one('Erf', scaled(x, Math.SQRT1_2)), graph.scalar(1)));
      case 'gelu-tanh': {
        const cube = scaled(times(x, times(x, x)), 0.044715);
        const inner = scaled(plus(x, cube), Math.sqrt(2 / Math.PI));
        return times(scaled(x, 0.5), plus(one('Tanh', inner), graph.scalar(1)));
      }
    }
  };

  /** Axes count the batch as 0. */
  const mean = (x: GraphTensor, axes: readonly number[], keep: boolean): GraphTensor => {
    const shape = keep
      ? x.shape.map((size, i) => (axes.includes(i + 1) ? 1 : size))
      : x.shape.filter((_, i) => !axes.includes(i + 1));
    return graph.add('Mean', [x, graph.wholes(axes)], shape, { keep_dims: flag(keep) });
  };
  const normalized = (x: GraphTensor, middle: GraphTensor, variance: GraphTensor) =>
    times(minus(x, middle), one('Rsqrt', plus(variance, graph.scalar(epsilon))));
  const byMoments = (x: GraphTensor, axes: readonly number[]) => {
    const middle = mean(x, axes, true);
    const off = minus(x, middle);
    return normalized(x, middle, mean(times(off, off), axes, true));
  };

  const product = (x: GraphTensor, kernel: GraphTensor): GraphTensor => {
    const [inputs = 0, outputs = 0] = kernel.shape;
    const flat = x.shape.length === 1 ? x : graph.reshape(x, [inputs]);
    const y = graph.add('MatMul', [flat, kernel], [outputs], {
      transpose_a: flag(false),
      transpose_b: flag(false),
    });
    return x.shape.length === 1 ? y : graph.reshape(y, [...x.shape.slice(0, -1), outputs]);
  };

  const headsOf = (x: GraphTensor, heads: number): GraphTensor => {
    const [tokens = 0, features = 0] = x.shape;
    const split = graph.reshape(x, [tokens, heads, features / heads]);
    return graph.transpose(split, [0, 2, 1, 3], [heads, tokens, features / heads]);
  };
  const firstOf = (x: GraphTensor): GraphTensor =>
    graph.add('Slice', [x, graph.wholes([0, 0, 0]), graph.wholes([-1, 1, -1])], [1, ...x.shape.slice(1)]);

  return {
    conv2d(x, kernel, bias, { stride, padding }, activation) {
      const [height = 0, width = 0] = x.shape;
      const [kernelHeight = 0, kernelWidth = 0, , channels = 0] = kernel.shape;
      const out = (size: number, of: number) =>
        Math.ceil((padding === 'same' ? size : size - of + 1) / stride);
      const sums = graph.add(
        'Conv2D',
        [x, kernel],
        [out(height, kernelHeight), out(width, kernelWidth), channels],
        {
          ...format,
          strides: list([1, stride, stride, 1]),
          dilations: list([1, 1, 1, 1]),
          padding: text(padding.toUpperCase()),
          explicit_paddings: list([]),
        },
      );
      return activate(bias ? plus(sums, bias) : sums, activation);
    },
    maxPool2d: (x, pool) => graph.add('MaxPool', [x], pooled(x, pool), window(pool)),
    averagePool2d: (x, pool) => graph.add('AvgPool', [x], pooled(x, pool), window(pool)),
    globalAveragePool: (x) =>
      mean(
        x,
        x.shape.slice(0, -1).map((_, i) => i + 1),
        false,
      ),
    flatten: (x) => (x.shape.length === 1 ? x : graph.reshape(x, [sizeOf(x.shape)])),
    dense: (x, kernel, bias, activation) => activate(plus(product(x, kernel), bias), activation),
    activate,
    batchNorm: (x, gamma, beta, middle, variance) =>
      plus(times(normalized(x, middle, variance), gamma), beta),
    groupNorm(x, gamma, beta, groups) {
      const channels = x.shape.at(-1) ?? 0;
      const grouped = graph.reshape(x, [sizeOf(x.shape) / channels, groups, channels / groups]);
      return plus(times(graph.reshape(byMoments(grouped, [1, 3]), x.shape), gamma), beta);
    },
    layerNorm: (x, gamma, beta) => plus(times(byMoments(x, [x.shape.length]), gamma), beta),
    dropout: (x) => x,
    add: plus,
    patches(x, size) {
      const [height = 0, width = 0, channels = 0] = x.shape;
      const cut = graph.reshape(x, [height / size, size, width / size, size * channels]);
      const order = graph.transpose(
        cut,
        [0, 1, 3, 2, 4],
        [height / size, width / size, size, size * channels],
      );
      return graph.reshape(order, [(height / size) * (width / size), size * size * channels]);
    },
    embed(x, positions, token) {
      if (token === null) return plus(x, positions);
      const first = plus(scaled(firstOf(x), 0), token); // as many tokens as there are images
      const all = graph.add('ConcatV2', [first, x, axisOne(graph)], positions.shape, { N: count(2) });
      return plus(all, positions);
    },
    firstToken: (x) => graph.reshape(firstOf(x), x.shape.slice(1)),
    attention(q, k, v, heads) {
      const [tokens = 0, features = 0] = q.shape;
      const across = (a: GraphTensor, b: GraphTensor, shape: readonly number[], turned: boolean) =>
        graph.add('BatchMatMulV2', [a, b], shape, { adj_x: flag(false), adj_y: flag(turned) });
      const scores = across(headsOf(q, heads), headsOf(k, heads), [heads, tokens, tokens], true);
      const weights = one('Softmax', scaled(scores, 1 / Math.sqrt(features / heads)));
      const mixed = across(weights, headsOf(v, heads), [heads, tokens, features / heads], false);
      const order = graph.transpose(mixed, [0, 2, 1, 3], [tokens, heads, features / heads]);
      return graph.reshape(order, q.shape);
    },
  };
}

/** The axis of the tokens, as the one number that a concatenation takes. */
function axisOne(graph: Graph): GraphTensor {
  const { name } = graph.wholes([1]);
  return { name, shape: [] };
}

function pooled({ shape }: GraphTensor, { size, stride }: PoolWindow): readonly number[] {
  const [height = 0, width = 0, channels = 0] = shape;
  const out = (of: number) => Math.floor((of - size) / stride) + 1;
  return [out(height), out(width), channels];
}
