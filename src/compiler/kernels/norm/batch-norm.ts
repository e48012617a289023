import { floatLiteral } from '../expr-wgsl.ts';
import type { AdapterClass, Kernel } from '../kernel.ts';
import type { KernelSequence } from '../sequence.ts';
import { input, output, threadKernel } from '../shader.ts';
import type { ChannelwiseShape, ChannelwiseTuning } from './channelwise.ts';
import {
  channelwiseKernel,
  channelwiseTunings,
  elementType,
  passRowSplits,
  sumRowSplits,
} from './channelwise.ts';
import { gradientPartials, momentPartials, partialsLength } from './moments.ts';

export interface BatchNormShape {
  /** batch · height · width. */
  readonly rows: number;
  readonly channels: number;
}

const epsilon = floatLiteral(1e-5);
/** PyTorch's: the weight of the new value in the running ones. */
const momentum = 0.1;

const blocksOf = ({ rows, channels }: BatchNormShape): ChannelwiseShape => ({ blocks: 1, rows, channels });

const text = ({ rows, channels }: BatchNormShape): string => `${rows}×${channels}`;

export const batchNormTunings = ({ channels }: BatchNormShape, adapter: AdapterClass): ChannelwiseTuning[] =>
  channelwiseTunings(channels % 4 === 0, adapter);

/**
 * Batch normalisation as in training: y = γ (x − mean) / √(var + 1e-5) + β, mean and (biased) variance over the rows
 * of each channel. Three dispatches.
 *   x                             [rows, channels]
 *   gamma, beta                   [channels]
 *   y                             [rows, channels], written
 *   statistics                    [2, channels], written: mean and 1 / √(var + 1e-5), for the gradient
 *   runningMean, runningVariance  [channels], written: r ← 0.9 r + 0.1 new, of the unbiased variance
 * Source: Ioffe & Szegedy 2015; PyTorch BatchNorm2d.
 */
export function batchNorm(shape: BatchNormShape, tuning: ChannelwiseTuning): KernelSequence {
  const { rows, channels } = shape;
  const rowSplits = sumRowSplits(blocksOf(shape));
  const running = (name: string, value: string) =>
    `${name}[c] = ${floatLiteral(1 - momentum)} * ${name}[c] + ${floatLiteral(momentum)} * (${value});`;
  const finish = threadKernel({
    name: `batch-norm ${text(shape)}, statistics`,
    buffers: [
      input('partials', partialsLength(blocksOf(shape))),
      output('statistics', 2 * channels),
      output('runningMean', channels),
      output('runningVariance', channels),
    ],
    workgroupSize: tuning.workgroupSize,
    threads: channels,
    flops: 6 * rowSplits * channels,
    body: `let c = index;
let pivot = partials[c];
var mean = 0.0;
for (var s = 1u; s < ${rowSplits}u; s++) {
let count = f32((${rows - 1}u - s) / ${rowSplits}u + 1u);
mean = fma(partials[s * ${channels}u + c] - pivot, count / ${rows}.0, mean);
}
mean += pivot;
var squares = 0.0;
for (var s = 0u; s < ${rowSplits}u; s++) {
let count = f32((${rows - 1}u - s) / ${rowSplits}u + 1u);
let shift = partials[s * ${channels}u + c] - mean;
squares += fma(count * shift, shift, partials[(${rowSplits}u + s) * ${channels}u + c]);
}
statistics[c] = mean;
statistics[${channels}u + c] = 1.0 / sqrt(squares / ${rows}.0 + ${epsilon});
${running('runningMean', 'mean')}
${running('runningVariance', `squares / ${Math.max(1, rows - 1)}.0`)}`,
  });
  const kernels = [
    momentPartials('batch-norm', blocksOf(shape), tuning),
    finish,
    normalize(shape, 'statistics', tuning),
  ];
  return { kernels, scratch: { partials: partialsLength(blocksOf(shape)) } };
}

/**
 * Batch normalisation as in evaluation, from the running statistics. One dispatch.
 *   x                                          [rows, channels]
 *   gamma, beta, runningMean, runningVariance  [channels]
 *   y                                          [rows, channels], written
 */
export const batchNormInference = (shape: BatchNormShape, tuning: ChannelwiseTuning): Kernel =>
  normalize(shape, 'running', tuning);

/**
 * Gradient of the batch normalisation as in evaluation, whose statistics are constants. One dispatch.
 *   dY                      [rows, channels]
 *   gamma, runningVariance  [channels]
 *   dX = γ / √(runningVariance + 1e-5) · dY    [rows, channels], written
 */
export function batchNormInferenceGradient(shape: BatchNormShape, tuning: ChannelwiseTuning): Kernel {
  const { rows, channels } = shape;
  const type = elementType(tuning);
  const across = channels / tuning.width;
  return channelwiseKernel(
    {
      name: `batch-norm-inference-gradient ${text(shape)}`,
      shape: blocksOf(shape),
      rowSplits: passRowSplits(blocksOf(shape), tuning),
      flops: rows * channels,
      buffers: [
        input('dY', rows * across, type),
        input('gamma', across, type),
        input('runningVariance', across, type),
        output('dX', rows * across, type),
      ],
      before: `let scale = gamma[c] / sqrt(runningVariance[c] + ${epsilon});`,
      rows: ['dX[i] = scale * dY[i];'],
    },
    tuning,
  );
}

function normalize(shape: BatchNormShape, from: 'statistics' | 'running', tuning: ChannelwiseTuning): Kernel {
  const { rows, channels } = shape;
  const type = elementType(tuning);
  const across = channels / tuning.width;
  const perChannel = (name: string) => input(name, across, type);
  const live = from === 'statistics';
  return channelwiseKernel(
    {
      name: `batch-norm${live ? '' : '-inference'} ${text(shape)}${live ? ', normalize' : ''}`,
      shape: blocksOf(shape),
      rowSplits: passRowSplits(blocksOf(shape), tuning),
      flops: 3 * rows * channels,
      buffers: [
        input('x', rows * across, type),
        perChannel('gamma'),
        perChannel('beta'),
        ...(live
          ? [input('statistics', 2 * across, type)]
          : ['runningMean', 'runningVariance'].map(perChannel)),
        output('y', rows * across, type),
      ],
      before: `let mean = ${live ? 'statistics' : 'runningMean'}[c];
let scale = ${live ? `gamma[c] * statistics[${across}u + c]` : `gamma[c] / sqrt(runningVariance[c] + ${epsilon})`};
let shift = beta[c];`,
      rows: ['y[i] = fma(x[i] - mean, scale, shift);'],
    },
    tuning,
  );
}

/**
 * Gradients of the batch normalisation as in training. Three dispatches.
 *   x, dY, gamma, statistics  as the forward pass had and left them
 *   dGamma = Σ dY x̂, dBeta = Σ dY                                          [channels], written
 *   dX = γ invStd (dY − dBeta / rows − x̂ dGamma / rows)                    [rows, channels], written
 */
export function batchNormGradient(shape: BatchNormShape, tuning: ChannelwiseTuning): KernelSequence {
  const { rows, channels } = shape;
  const blocks = blocksOf(shape);
  const rowSplits = sumRowSplits(blocks);
  const type = elementType(tuning);
  const across = channels / tuning.width;
  const statistics = input('statistics', 2 * across, type);
  const load = `let mean = statistics[c];\nlet invStd = statistics[${across}u + c];`;
  const finish = threadKernel({
    name: `batch-norm-gradient ${text(shape)}, parameters`,
    buffers: [
      input('partials', partialsLength(blocks)),
      output('dGamma', channels),
      output('dBeta', channels),
    ],
    workgroupSize: tuning.workgroupSize,
    threads: channels,
    flops: 2 * rowSplits * channels,
    body: `var plain = 0.0;
var weighted = 0.0;
for (var s = 0u; s < ${rowSplits}u; s++) {
plain += partials[s * ${channels}u + index];
weighted += partials[(${rowSplits}u + s) * ${channels}u + index];
}
dBeta[index] = plain;
dGamma[index] = weighted;`,
  });
  const spread = channelwiseKernel(
    {
      name: `batch-norm-gradient ${text(shape)}, input`,
      shape: blocks,
      rowSplits: passRowSplits(blocks, tuning),
      flops: 6 * rows * channels,
      buffers: [
        input('x', rows * across, type),
        input('dY', rows * across, type),
        input('gamma', across, type),
        statistics,
        input('dGamma', across, type),
        input('dBeta', across, type),
        output('dX', rows * across, type),
      ],
      before: `${load}
let scale = gamma[c] * invStd;
let plain = dBeta[c] / ${rows}.0;
let weighted = dGamma[c] / ${rows}.0;`,
      rows: ['dX[i] = scale * (dY[i] - fma((x[i] - mean) * invStd, weighted, plain));'],
    },
    tuning,
  );
  const partials = gradientPartials('batch-norm-gradient', blocks, statistics, load, tuning);
  return { kernels: [partials, finish, spread], scratch: { partials: partialsLength(blocks) } };
}
