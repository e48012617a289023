import type { Shape } from '../../core/shape.ts';
import { sizeOf } from '../../core/shape.ts';
import type { Activation } from '../../nn/activation.ts';
import type { Layer } from '../../nn/layer.ts';
import { forward, initialState } from '../../nn/model.ts';
import type { ConvGeometry, Ops, PoolWindow } from '../../nn/ops.ts';
import { convShape } from '../kernels/conv/conv-shape.ts';
import { poolOutput } from '../kernels/pool/pool.ts';
import type { PlacedParameter } from './arena.ts';

/** A tensor that exists only as a name and a shape, batch included. */
export interface TracedTensor {
  readonly id: string;
  readonly shape: Shape;
}

type Running = readonly [mean: TracedTensor, variance: TracedTensor];

/** What it reads that has a gradient, and the parameters it has, in the order of its kernels. */
interface Reads<
  Inputs extends readonly TracedTensor[],
  Parameters extends readonly (TracedTensor | undefined)[],
> {
  readonly inputs: Inputs;
  readonly parameters: Parameters;
  readonly y: TracedTensor;
}

type Unary<Kind extends string> = { readonly op: Kind } & Reads<readonly [TracedTensor], readonly []>;
type ScaledOp<Kind extends string> = { readonly op: Kind } & Reads<
  readonly [TracedTensor],
  readonly [gamma: TracedTensor, beta: TracedTensor]
>;

/** One operation of the forward pass, with what it reads and what it makes. */
export type TapeOp =
  | ({
      readonly op: 'conv2d';
      readonly geometry: ConvGeometry;
      readonly activation: Activation;
      /** Whether a 2×2 max pool is part of it; y is then what the pool makes. */
      readonly pooled: boolean;
    } & Reads<readonly [TracedTensor], readonly [kernel: TracedTensor, bias?: TracedTensor]>)
  | ({ readonly op: 'dense'; readonly activation: Activation } & Reads<
      readonly [TracedTensor],
      readonly [kernel: TracedTensor, bias: TracedTensor]
    >)
  | (Unary<'max-pool'> & { readonly window: PoolWindow })
  | (Unary<'average-pool'> & { readonly window: PoolWindow })
  | Unary<'global-average-pool'>
  | (Unary<'activate'> & { readonly activation: Activation })
  | (ScaledOp<'batch-norm'> & { readonly running: Running })
  /** Batch norm in evaluation, whose parameters have no gradient. */
  | (ScaledOp<'batch-norm-inference'> & { readonly running: Running })
  | (ScaledOp<'group-norm'> & { readonly groups: number })
  | ScaledOp<'layer-norm'>
  | (Unary<'dropout'> & { readonly rate: number; readonly stream: number })
  | ({ readonly op: 'add' } & Reads<readonly [TracedTensor, TracedTensor], readonly []>)
  | (Unary<'patches'> & { readonly size: number })
  | ({ readonly op: 'embed' } & Reads<
      readonly [TracedTensor],
      readonly [positions: TracedTensor, token?: TracedTensor]
    >)
  | Unary<'first-token'>
  | ({ readonly op: 'attention'; readonly heads: number } & Reads<
      readonly [q: TracedTensor, k: TracedTensor, v: TracedTensor],
      readonly []
    >);

/** The operations of some kinds. */
export type OpOf<Kind extends TapeOp['op']> = Extract<TapeOp, { op: Kind }>;

export interface Tape {
  readonly ops: readonly TapeOp[];
  readonly input: TracedTensor;
  readonly logits: TracedTensor;
  /** In the order of the model's parameters. */
  readonly parameters: readonly PlacedParameter[];
  /** In the order of the model's state. */
  readonly state: readonly TracedTensor[];
  readonly layers: readonly TracedLayer[];
}

/** A layer with what it puts out and its operations, of which it may have none. */
interface TracedLayer {
  readonly name: string;
  readonly output: TracedTensor;
  readonly ops: readonly TapeOp[];
}

/** How often each tensor is read, by its name. */
export function readsOf(ops: readonly TapeOp[]): Map<string, number> {
  const reads = new Map<string, number>();
  for (const { inputs } of ops) {
    for (const { id } of inputs) reads.set(id, (reads.get(id) ?? 0) + 1);
  }
  return reads;
}

/** Dropout acts, and batch norm takes the moments of the batch, in training alone. */
export type Mode = 'training' | 'evaluation';

/**
 * Runs the layers on names alone and writes down what they do. Tensors are named by their layer; where it makes
 * several, all but the first with a number.
 */
export function trace(
  layers: readonly Layer[],
  inputShape: Shape,
  batch: number,
  mode: Mode = 'training',
): Tape {
  const ops: TapeOp[] = [];
  const parameters = layers.flatMap((layer) =>
    layer.parameters.map(({ name, shape, role }) => ({ id: name, shape, role })),
  );
  const state = initialState(layers).map(({ name, shape }) => ({ id: name, shape }));
  const input: TracedTensor = { id: 'input', shape: [batch, ...inputShape] };
  let layer = '';
  let made = 0;
  const tracing = tracingOps(mode, ops, (shape) => {
    made++;
    return { id: made === 1 ? layer : `${layer}/${made}`, shape };
  });
  const traced: TracedLayer[] = [];
  let first = 0;
  const logits = forward(layers, tracing, input, parameters, state, {
    enter({ name }) {
      layer = name;
      made = 0;
      first = ops.length;
    },
    leave: ({ name }, output) => void traced.push({ name, output, ops: ops.slice(first) }),
  });
  return { ops, input, logits, parameters, state, layers: traced };
}

function tracingOps(mode: Mode, ops: TapeOp[], make: (shape: Shape) => TracedTensor): Ops<TracedTensor> {
  const push = (op: TapeOp): TracedTensor => {
    ops.push(op);
    return op.y;
  };
  const pool = (op: 'max-pool' | 'average-pool', x: TracedTensor, window: PoolWindow): TracedTensor => {
    const [batch = 0, height = 0, width = 0, channels = 0] = x.shape;
    const out = poolOutput({ batch, height, width, channels, ...window });
    const y = make([batch, out.height, out.width, channels]);
    return push({ op, inputs: [x], parameters: [], window, y });
  };
  return {
    conv2d(x, kernel, bias, geometry, activation) {
      const { batch, outHeight, outWidth, outChannels } = convShapeOf(x, kernel, geometry);
      const y = make([batch, outHeight, outWidth, outChannels]);
      const parameters = bias ? ([kernel, bias] as const) : ([kernel] as const);
      return push({ op: 'conv2d', inputs: [x], parameters, geometry, activation, pooled: false, y });
    },
    maxPool2d: (x, window) => pool('max-pool', x, window),
    averagePool2d: (x, window) => pool('average-pool', x, window),
    globalAveragePool: (x) =>
      push({
        op: 'global-average-pool',
        inputs: [x],
        parameters: [],
        y: make([x.shape[0] ?? 0, x.shape.at(-1) ?? 0]),
      }),
    flatten: (x) => ({ id: x.id, shape: [x.shape[0] ?? 0, sizeOf(x.shape.slice(1))] }),
    dense: (x, kernel, bias, activation) =>
      push({
        op: 'dense',
        inputs: [x],
        parameters: [kernel, bias],
        activation,
        y: make([...x.shape.slice(0, -1), kernel.shape[1] ?? 0]),
      }),
    activate: (x, activation) =>
      push({ op: 'activate', inputs: [x], parameters: [], activation, y: make(x.shape) }),
    batchNorm: (x, gamma, beta, mean, variance) =>
      push({
        op: mode === 'training' ? 'batch-norm' : 'batch-norm-inference',
        inputs: [x],
        parameters: [gamma, beta],
        running: [mean, variance],
        y: make(x.shape),
      }),
    groupNorm: (x, gamma, beta, groups) =>
      push({ op: 'group-norm', inputs: [x], parameters: [gamma, beta], groups, y: make(x.shape) }),
    layerNorm: (x, gamma, beta) =>
      push({ op: 'layer-norm', inputs: [x], parameters: [gamma, beta], y: make(x.shape) }),
    dropout: (x, rate, stream) =>
      mode === 'training'
        ? push({ op: 'dropout', inputs: [x], parameters: [], rate, stream, y: make(x.shape) })
        : x,
    add: (a, b) => push({ op: 'add', inputs: [a, b], parameters: [], y: make(a.shape) }),
    patches(x, size) {
      const [batch = 0, height = 0, width = 0, channels = 0] = x.shape;
      const y = make([batch, (height / size) * (width / size), size * size * channels]);
      return push({ op: 'patches', inputs: [x], parameters: [], size, y });
    },
    embed(x, positions, token) {
      const parameters = token ? ([positions, token] as const) : ([positions] as const);
      const y = make([x.shape[0] ?? 0, ...positions.shape]);
      return push({ op: 'embed', inputs: [x], parameters, y });
    },
    firstToken: (x) =>
      push({
        op: 'first-token',
        inputs: [x],
        parameters: [],
        y: make([x.shape[0] ?? 0, ...x.shape.slice(2)]),
      }),
    attention: (q, k, v, heads) =>
      push({ op: 'attention', inputs: [q, k, v], parameters: [], heads, y: make(q.shape) }),
  };
}

export function convShapeOf(x: TracedTensor, kernel: TracedTensor, geometry: ConvGeometry) {
  const [batch = 0, height = 0, width = 0, inChannels = 0] = x.shape;
  const [kernelHeight = 0, kernelWidth = 0, , outChannels = 0] = kernel.shape;
  return convShape({ batch, height, width, inChannels, outChannels, kernelHeight, kernelWidth, ...geometry });
}
