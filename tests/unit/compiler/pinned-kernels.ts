import {
  multiHeadAttention,
  multiHeadAttentionGradient,
  multiHeadTunings,
} from '../../../src/compiler/kernels/attention/multi-head-attention.ts';
import {
  embed,
  embedGradient,
  firstToken,
  firstTokenGradient,
  patches,
  patchesGradient,
  withoutFirst,
} from '../../../src/compiler/kernels/attention/tokens.ts';
import type { GradientSource } from '../../../src/compiler/kernels/conv/conv-gradient.ts';
import { convShape } from '../../../src/compiler/kernels/conv/conv-shape.ts';
import {
  conv2dForwardTunings,
  conv2dInputTunings,
  conv2dWeightTunings,
} from '../../../src/compiler/kernels/conv/conv-tunings.ts';
import { conv2dForward } from '../../../src/compiler/kernels/conv/conv2d-forward.ts';
import { conv2dInputGradient } from '../../../src/compiler/kernels/conv/conv2d-input-gradient.ts';
import { conv2dWeightGradient } from '../../../src/compiler/kernels/conv/conv2d-weight-gradient.ts';
import {
  activationForward,
  activationGradient,
} from '../../../src/compiler/kernels/elementwise/activation-forward.ts';
import { add } from '../../../src/compiler/kernels/elementwise/add.ts';
import { dropout, dropoutGradient } from '../../../src/compiler/kernels/elementwise/dropout.ts';
import type { ElementwiseTuning } from '../../../src/compiler/kernels/elementwise/elementwise.ts';
import { elementwiseTunings } from '../../../src/compiler/kernels/elementwise/elementwise.ts';
import { gather, gatherTunings } from '../../../src/compiler/kernels/gather.ts';
import type { AdapterClass, Kernel } from '../../../src/compiler/kernels/kernel.ts';
import { layerStatistics } from '../../../src/compiler/kernels/layer-statistics.ts';
import { evaluate, evaluateClear } from '../../../src/compiler/kernels/loss/evaluate.ts';
import { softmaxCrossEntropy } from '../../../src/compiler/kernels/loss/softmax-cross-entropy.ts';
import {
  dense,
  denseInputGradient,
  denseInputGradientTunings,
  denseTunings,
  denseWeightGradient,
  denseWeightGradientTunings,
} from '../../../src/compiler/kernels/matmul/dense.ts';
import {
  batchNorm,
  batchNormGradient,
  batchNormInference,
  batchNormInferenceGradient,
  batchNormTunings,
} from '../../../src/compiler/kernels/norm/batch-norm.ts';
import {
  groupNorm,
  groupNormGradient,
  groupNormTunings,
} from '../../../src/compiler/kernels/norm/group-norm.ts';
import {
  layerNorm,
  layerNormGradient,
  layerNormTunings,
} from '../../../src/compiler/kernels/norm/layer-norm.ts';
import { averagePool, averagePoolGradient } from '../../../src/compiler/kernels/pool/average-pool.ts';
import {
  globalAveragePool,
  globalAveragePoolGradient,
} from '../../../src/compiler/kernels/pool/global-average-pool.ts';
import { maxPool, maxPoolGradient } from '../../../src/compiler/kernels/pool/max-pool.ts';
import type { KernelSequence } from '../../../src/compiler/kernels/sequence.ts';

/** A kernel in one family of its tunings; `name` is the file its WGSL is pinned in. */
export interface PinnedKernel {
  readonly name: string;
  readonly kernels: readonly Kernel[];
}

/** GPUs first: their register tiles are the smaller ones, and unrolled code is long. */
const adapters: readonly AdapterClass[] = ['gpu', 'software'];

/**
 * What sets tunings apart beyond sizes: how a product is computed, how many channels go at once, and whether an
 * invocation has one item or, on a CPU, several. Not the size of workgroups.
 */
function familyOf(tuning: object, adapter: AdapterClass): string {
  if ('kind' in tuning) return `.${tuning.kind}`;
  if ('width' in tuning) return tuning.width === 4 ? '.vec4' : '.scalar';
  return 'perInvocation' in tuning ? `.${adapter}` : '';
}

/** The likeliest tuning of each family. */
function families<Tuning extends object>(
  name: string,
  tunings: (adapter: AdapterClass) => readonly Tuning[],
  make: (tuning: Tuning) => Kernel | KernelSequence,
): PinnedKernel[] {
  const pinned = new Map<string, PinnedKernel>();
  for (const adapter of adapters) {
    for (const tuning of tunings(adapter)) {
      const file = `${name}${familyOf(tuning, adapter)}`;
      if (!pinned.has(file)) pinned.set(file, { name: file, kernels: kernelsOf(make(tuning)) });
    }
  }
  return [...pinned.values()];
}

const kernelsOf = (made: Kernel | KernelSequence): readonly Kernel[] =>
  'kernels' in made ? made.kernels : [made];

const elementwise = (name: string, make: (tuning: ElementwiseTuning) => Kernel): PinnedKernel[] =>
  families(name, elementwiseTunings, make);

const single = (name: string, kernel: Kernel): PinnedKernel => ({ name, kernels: [kernel] });

const relu = { kind: 'relu' } as const;
const gelu = { kind: 'gelu' } as const;
const linear = { kind: 'linear' } as const;

function convolutions(): PinnedKernel[] {
  const config = {
    batch: 2,
    height: 6,
    width: 6,
    inChannels: 4,
    outChannels: 8,
    kernelHeight: 3,
    kernelWidth: 2,
    padding: 'same',
  } as const;
  const shape = convShape({ ...config, stride: 1 });
  const strided = convShape({ ...config, stride: 2 });
  const forward = (name: string, of: typeof shape, options: Parameters<typeof conv2dForward>[1]) =>
    families(
      `conv2d-forward-${name}`,
      (adapter) => conv2dForwardTunings(of, adapter),
      (tuning) => conv2dForward(of, options, tuning),
    );
  const gradients = (name: string, of: typeof shape, source: GradientSource) => [
    ...families(
      `conv2d-input-gradient-${name}`,
      (adapter) => conv2dInputTunings(of, source, adapter),
      (tuning) => conv2dInputGradient(of, source, tuning),
    ),
    ...families(
      `conv2d-weight-gradient-${name}`,
      (adapter) => conv2dWeightTunings(of, adapter),
      (tuning) => conv2dWeightGradient(of, source, tuning),
    ),
  ];
  return [
    ...forward('relu', shape, { activation: relu, pool: false, keepsPreActivation: false }),
    ...forward('relu-pooled', shape, { activation: relu, pool: true, keepsPreActivation: false }),
    ...forward('gelu-keeps-sums', shape, { activation: gelu, pool: false, keepsPreActivation: true }),
    ...forward('stride-2', strided, { activation: linear, pool: false, keepsPreActivation: false }),
    ...gradients('relu', shape, { kind: 'output', activation: relu }),
    ...gradients('relu-pooled', shape, { kind: 'pooled', activation: relu }),
    ...gradients('from-sums', shape, { kind: 'pre-activation' }),
    ...gradients('stride-2', strided, { kind: 'pre-activation' }),
  ];
}

function products(): PinnedKernel[] {
  const shape = { batch: 32, inputs: 256, outputs: 32 };
  return [
    ...families(
      'dense-relu',
      (adapter) => denseTunings(shape, adapter),
      (tuning) => dense(shape, tuning, relu),
    ),
    ...families(
      'dense-gelu',
      (adapter) => denseTunings(shape, adapter),
      (tuning) => dense(shape, tuning, gelu),
    ),
    ...families(
      'dense-input-gradient',
      (adapter) => denseInputGradientTunings(shape, adapter),
      (tuning) => denseInputGradient(shape, tuning, relu),
    ),
    ...families(
      'dense-weight-gradient',
      (adapter) => denseWeightGradientTunings(shape, adapter),
      (tuning) => denseWeightGradient(shape, tuning),
    ),
  ];
}

function norms(): PinnedKernel[] {
  const batch = { rows: 300, channels: 8 };
  const group = { batch: 2, pixels: 144, channels: 16, groups: 4 };
  const layer = { rows: 70, features: 8 };
  const batchTunings = (adapter: AdapterClass) => batchNormTunings(batch, adapter);
  const groupTunings = (adapter: AdapterClass) => groupNormTunings(group, adapter);
  return [
    ...families('batch-norm', batchTunings, (tuning) => batchNorm(batch, tuning)),
    ...families('batch-norm-inference', batchTunings, (tuning) => batchNormInference(batch, tuning)),
    ...families('batch-norm-inference-gradient', batchTunings, (tuning) =>
      batchNormInferenceGradient(batch, tuning),
    ),
    ...families('batch-norm-gradient', batchTunings, (tuning) => batchNormGradient(batch, tuning)),
    ...families('group-norm', groupTunings, (tuning) => groupNorm(group, tuning)),
    ...families('group-norm-gradient', groupTunings, (tuning) => groupNormGradient(group, tuning)),
    ...families('layer-norm', layerNormTunings, (tuning) => layerNorm(layer, tuning)),
    ...families('layer-norm-gradient', layerNormTunings, (tuning) => layerNormGradient(layer, tuning)),
  ];
}

function tokens(): PinnedKernel[] {
  const heads = { batch: 2, tokens: 5, features: 8, heads: 2 };
  const images = { batch: 2, height: 4, width: 4, channels: 3, size: 2 };
  const sequence = { batch: 2, tokens: 5, features: 8 };
  const embedded = { ...sequence, classToken: true };
  return [
    ...families('attention', multiHeadTunings, (tuning) => multiHeadAttention(heads, tuning)),
    ...families('attention-gradient', multiHeadTunings, (tuning) =>
      multiHeadAttentionGradient(heads, tuning),
    ),
    ...elementwise('patches', (tuning) => patches(images, tuning)),
    ...elementwise('patches-gradient', (tuning) => patchesGradient(images, tuning)),
    ...elementwise('embed', (tuning) => embed(embedded, tuning)),
    ...elementwise('embed-gradient', (tuning) => embedGradient(embedded, tuning)),
    ...elementwise('without-first', (tuning) => withoutFirst(sequence, tuning)),
    ...elementwise('first-token', (tuning) => firstToken(sequence, tuning)),
    ...elementwise('first-token-gradient', (tuning) => firstTokenGradient(sequence, tuning)),
  ];
}

function pools(): PinnedKernel[] {
  const shape = { batch: 2, height: 6, width: 6, channels: 3, size: 3, stride: 2 };
  const all = { batch: 2, pixels: 9, channels: 8 };
  return [
    ...elementwise('max-pool', (tuning) => maxPool(shape, tuning)),
    ...elementwise('max-pool-gradient', (tuning) => maxPoolGradient(shape, tuning)),
    ...elementwise('average-pool', (tuning) => averagePool(shape, tuning)),
    ...elementwise('average-pool-gradient', (tuning) => averagePoolGradient(shape, tuning)),
    ...elementwise('global-average-pool', (tuning) => globalAveragePool(all, tuning)),
    ...elementwise('global-average-pool-gradient', (tuning) => globalAveragePoolGradient(all, tuning)),
  ];
}

function elements(): PinnedKernel[] {
  const shape = { length: 24, rate: 0.25, layer: 1 };
  const activations = [relu, { kind: 'leaky-relu', slope: 0.1 }, gelu, { kind: 'gelu-tanh' }] as const;
  return [
    ...elementwise('add', (tuning) => add(24, tuning)),
    ...elementwise('dropout', (tuning) => dropout(shape, tuning)),
    ...elementwise('dropout-gradient', (tuning) => dropoutGradient(shape, tuning)),
    ...activations.flatMap((activation) => [
      ...elementwise(`activation-${activation.kind}`, (tuning) => activationForward(24, activation, tuning)),
      ...elementwise(`activation-gradient-${activation.kind}`, (tuning) =>
        activationGradient(24, activation, tuning),
      ),
    ]),
  ];
}

/** What stands before and after the layers of a step, and in evaluations. */
function ends(): PinnedKernel[] {
  const images = { batch: 4, height: 6, width: 6, channels: 3, samples: 20, indexRows: 8 };
  const augmented = { ...images, augment: { flip: true, shift: 2 } };
  const metricsRing = { metricsRingLength: 8, metricsStride: 3, metricsColumn: 0 };
  const counted = { batch: 4, classes: 10, batches: 2, validRows: 2 };
  const statisticsShape = {
    length: 64,
    parts: 2,
    rows: 4,
    rowLength: 18,
    offset: 0,
    row: '(stepCounter[0] % 4u)',
  };
  return [
    ...families(
      'gather',
      (adapter) => gatherTunings(images, adapter),
      (tuning) => gather(images, tuning),
    ),
    ...families(
      'gather-augmented',
      (adapter) => gatherTunings(augmented, adapter),
      (tuning) => gather(augmented, tuning),
    ),
    single(
      'softmax-cross-entropy',
      softmaxCrossEntropy({ batch: 4, classes: 10 }, { ...metricsRing, labelSmoothing: 0 }),
    ),
    single(
      'softmax-cross-entropy-smoothed',
      softmaxCrossEntropy({ batch: 4, classes: 10 }, { ...metricsRing, labelSmoothing: 0.1 }),
    ),
    single(
      'softmax-cross-entropy-many-classes',
      softmaxCrossEntropy({ batch: 16, classes: 100 }, { ...metricsRing, labelSmoothing: 0 }),
    ),
    single('evaluate', evaluate(counted)),
    single('evaluate-clear', evaluateClear(counted)),
    single('layer-statistics', layerStatistics(statisticsShape)),
  ];
}

/** Every kernel that a layer, the loss or the host's batches are lowered to, in each family of its tunings. */
export const pinnedKernels = (): readonly PinnedKernel[] => [
  ...convolutions(),
  ...products(),
  ...norms(),
  ...tokens(),
  ...pools(),
  ...elements(),
  ...ends(),
];
