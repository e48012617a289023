import type { Shape } from '../core/shape.ts';
import { sizeOf } from '../core/shape.ts';
import type { Activation } from './activation.ts';
import type { Layer } from './layer.ts';
import { forward } from './model.ts';
import type { Ops } from './ops.ts';

/** Images that are evaluated at once, where memory allows: more than a step takes when its batch is small. */
export const evaluatedAtOnce = 200;

/** 32-bit numbers that a network keeps for each image of a batch. */
export interface ActivationNumbers {
  /** What its operations put out, and what of it the way back will need. Evaluation has the same. */
  readonly values: number;
  /** The gradients of that, in training alone. */
  readonly gradients: number;
}

/** What an operation puts out, for one image. */
interface Activations {
  readonly numbers: number;
  /** Kept beside it: the sums before an activation, the places a pool took, the weights of attention. */
  saved: number;
  /** Whether it depends on a parameter, and so has a gradient. */
  readonly learned: boolean;
  /** Only there in training. */
  readonly trainingOnly: boolean;
  readonly makes: 'conv' | 'dense' | 'other';
  /** Whether the derivative of its activation needs the sums. */
  readonly fromSums: boolean;
  /** Those that read it. */
  readonly readers: ('dense' | 'other')[];
  /** Gradients of it that are written, one for each reader that does not pass its own on as it is. */
  written: number;
  /** A pool that became one with the convolution before it, which then puts nothing out. */
  gone: boolean;
}

interface Tensor {
  readonly shape: Shape;
  readonly made: Activations;
}

/**
 * What the compiled step allocates for the outputs of layers, from their shapes: convolution and 2×2 max pool are one
 * kernel where the pool's output tells the derivative, a sum passes its gradient on, and what several read has a gradient
 * from each and their sum. Working space and statistics of norms are not counted.
 */
export function activationNumbers(layers: readonly Layer[], input: Shape): ActivationNumbers {
  const all: Activations[] = [];
  const make = (shape: Shape, from: readonly Tensor[], more: Partial<Activations> = {}): Tensor => {
    const learned = more.learned ?? from.some(({ made }) => made.learned);
    const made: Activations = {
      numbers: sizeOf(shape),
      saved: 0,
      trainingOnly: false,
      makes: 'other',
      fromSums: false,
      gone: false,
      ...more,
      learned,
      readers: [],
      written: 0,
    };
    all.push(made);
    return { shape, made };
  };
  const images = make(input, [], { learned: false });
  const none = { shape: [], made: images.made };
  const parameters = layers.flatMap((layer) =>
    layer.parameters.map(({ shape }) => ({ ...none, shape: [...shape] })),
  );
  const state = layers.flatMap((layer) => (layer.state ?? []).map(() => none));
  const logits = forward<Tensor>(layers, countingOps(make), images, parameters, state);
  logits.made.written++;
  logits.made.readers.push('other');
  const sum = (of: (made: Activations) => number) => all.reduce((total, made) => total + of(made), 0);
  return {
    values: sum((made) => (made.trainingOnly || made.gone ? 0 : made.numbers + made.saved)),
    gradients: sum((made) =>
      made.gone ? 0 : gradientNumbers(made) + (made.trainingOnly ? made.numbers : 0),
    ),
  };
}

function gradientNumbers({ learned, numbers, written, readers, makes, fromSums }: Activations): number {
  if (!learned) return 0;
  const sums = Math.max(0, readers.length - 1);
  const readByDense = makes === 'dense' && readers.length === 1 && readers[0] === 'dense';
  const before = fromSums && makes !== 'other' && !readByDense ? 1 : 0;
  return (written + sums + before) * numbers;
}

type Make = (shape: Shape, from: readonly Tensor[], more?: Partial<Activations>) => Tensor;

/** Notes that x is read by an operation that writes a gradient of it. */
function read(x: Tensor, by: 'dense' | 'other' = 'other'): Tensor {
  x.made.readers.push(by);
  x.made.written++;
  return x;
}

const needsSums = ({ kind }: Activation): boolean => kind === 'gelu' || kind === 'gelu-tanh';

const pooled = ([height = 0, width = 0, channels = 0]: Shape, size: number, stride: number): Shape => {
  const out = (length: number) => Math.floor((length - size) / stride) + 1;
  return [out(height), out(width), channels];
};

/** Shapes are without the batch, but for those of parameters. */
function countingOps(make: Make): Ops<Tensor> {
  const same = (x: Tensor, more: Partial<Activations> = {}): Tensor => make(x.shape, [read(x)], more);
  const scaled = (x: Tensor): Tensor => same(x, { learned: true });
  return {
    conv2d(x, { shape: [kernelHeight = 0, kernelWidth = 0, , filters = 0] }, _, geometry, activation) {
      const { stride, padding } = geometry;
      const [height = 0, width = 0] = read(x).shape;
      const out = (length: number, kernel: number) =>
        Math.ceil((padding === 'same' ? length : length - kernel + 1) / stride);
      const shape = [out(height, kernelHeight), out(width, kernelWidth), filters];
      const fromSums = needsSums(activation);
      const savedSums = fromSums ? sizeOf(shape) : 0;
      return make(shape, [x], { learned: true, makes: 'conv', fromSums, saved: savedSums });
    },
    maxPool2d(x, { size, stride }) {
      const shape = pooled(x.shape, size, stride);
      const { made } = x;
      const fuses = made.makes === 'conv' && !made.fromSums && size === 2 && stride === 2;
      if (fuses && made.readers.length === 0) {
        made.gone = true;
        return make(shape, [x], { saved: sizeOf(shape) / 4 });
      }
      return make(shape, [read(x)], { saved: sizeOf(shape) });
    },
    averagePool2d: (x, { size, stride }) => make(pooled(x.shape, size, stride), [read(x)]),
    globalAveragePool: (x) => make(x.shape.slice(-1), [read(x)]),
    flatten: ({ shape, made }) => ({ shape: [sizeOf(shape)], made }),
    dense(x, kernel, _, activation) {
      const shape = [...read(x, 'dense').shape.slice(0, -1), kernel.shape[1] ?? 0];
      const fromSums = needsSums(activation);
      return make(shape, [x], {
        learned: true,
        makes: 'dense',
        fromSums,
        saved: fromSums ? sizeOf(shape) : 0,
      });
    },
    activate: (x) => same(x),
    batchNorm: scaled,
    groupNorm: scaled,
    layerNorm: scaled,
    dropout: (x) => same(x, { trainingOnly: true }),
    add(a, b) {
      for (const { made } of [a, b]) made.readers.push('other');
      return make(a.shape, [a, b]);
    },
    patches(x, size) {
      const [height = 0, width = 0, channels = 0] = read(x).shape;
      return make([(height / size) * (width / size), size * size * channels], [x]);
    },
    embed(x, positions, token) {
      if (token) read(x);
      else x.made.readers.push('other');
      return make(positions.shape, [x], { learned: true });
    },
    firstToken: (x) => make(x.shape.slice(1), [read(x)]),
    attention(q, k, v, heads) {
      const [tokens = 0] = q.shape;
      return make(q.shape, [read(q), read(k), read(v)], { saved: heads * tokens * tokens });
    },
  };
}
