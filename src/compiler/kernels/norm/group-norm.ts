import { floatLiteral } from '../expr-wgsl.ts';
import type { AdapterClass } from '../kernel.ts';
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

export interface GroupNormShape {
  readonly batch: number;
  /** height · width. */
  readonly pixels: number;
  readonly channels: number;
  /** A divisor of the channels; 1 is layer normalisation over the whole image. */
  readonly groups: number;
}

const epsilon = floatLiteral(1e-5);

/** @throws RangeError where the groups do not divide the channels */
function blocksOf({ batch, pixels, channels, groups }: GroupNormShape): ChannelwiseShape {
  if (channels % groups !== 0) {
    throw new RangeError(`group norm: groups must divide the ${channels} channels, got ${groups}`);
  }
  return { blocks: batch, rows: pixels, channels };
}

const text = ({ batch, pixels, channels, groups }: GroupNormShape): string =>
  `${batch}×${pixels}×${channels}, ${groups} groups`;

export const groupNormTunings = (
  { channels, groups }: GroupNormShape,
  adapter: AdapterClass,
): ChannelwiseTuning[] => channelwiseTunings((channels / groups) % 4 === 0, adapter);

/** WGSL: `mean` and `invStd` of the group of channel c in the block. */
function loadStatistics({ batch, channels, groups }: GroupNormShape, { width }: ChannelwiseTuning): string {
  return `let group_at = block * ${groups}u + c / ${channels / groups / width}u;
let mean = statistics[group_at];
let invStd = statistics[${batch * groups}u + group_at];`;
}

/**
 * Group normalisation: y = γ (x − mean) / √(var + 1e-5) + β, mean and (biased) variance over the pixels and channels
 * of each group of each sample; the same in training and evaluation. Three dispatches.
 *   x            [batch, pixels, channels]
 *   gamma, beta  [channels]
 *   y            as x, written
 *   statistics   [2, batch, groups], written: mean and 1 / √(var + 1e-5), for the gradient
 * Source: Wu & He 2018; PyTorch GroupNorm.
 */
export function groupNorm(shape: GroupNormShape, tuning: ChannelwiseTuning): KernelSequence {
  const { batch, pixels, channels, groups } = shape;
  const blocks = blocksOf(shape);
  const rowSplits = sumRowSplits(blocks);
  const inGroup = channels / groups;
  const type = elementType(tuning);
  const across = channels / tuning.width;
  const half = batch * rowSplits * channels;
  /** For each split and channel of the group, `at` the place of its partial sums. */
  const eachPartial = (body: string) => `for (var s = 0u; s < ${rowSplits}u; s++) {
let count = f32((${pixels - 1}u - s) / ${rowSplits}u + 1u);
for (var k = 0u; k < ${inGroup}u; k++) {
let at = (block * ${rowSplits}u + s) * ${channels}u + first + k;
${body}
}
}`;
  const finish = threadKernel({
    name: `group-norm ${text(shape)}, statistics`,
    buffers: [input('partials', 2 * half), output('statistics', 2 * batch * groups)],
    workgroupSize: tuning.workgroupSize,
    threads: batch * groups,
    flops: 6 * half,
    body: `let block = index / ${groups}u;
let first = index % ${groups}u * ${inGroup}u;
let pivot = partials[block * ${rowSplits * channels}u + first];
var mean = 0.0;
${eachPartial(`mean = fma(partials[at] - pivot, count / ${pixels * inGroup}.0, mean);`)}
mean += pivot;
var squares = 0.0;
${eachPartial(`let shift = partials[at] - mean;
squares += fma(count * shift, shift, partials[${half}u + at]);`)}
statistics[index] = mean;
statistics[${batch * groups}u + index] = 1.0 / sqrt(squares / ${pixels * inGroup}.0 + ${epsilon});`,
  });
  const normalize = channelwiseKernel(
    {
      name: `group-norm ${text(shape)}, normalize`,
      shape: blocks,
      rowSplits: passRowSplits(blocks, tuning),
      flops: 3 * batch * pixels * channels,
      buffers: [
        input('x', batch * pixels * across, type),
        input('gamma', across, type),
        input('beta', across, type),
        input('statistics', 2 * batch * groups),
        output('y', batch * pixels * across, type),
      ],
      before: `${loadStatistics(shape, tuning)}\nlet scale = gamma[c] * invStd;\nlet shift = beta[c];`,
      rows: ['y[i] = fma(x[i] - mean, scale, shift);'],
    },
    tuning,
  );
  const kernels = [momentPartials('group-norm', blocks, tuning), finish, normalize];
  return { kernels, scratch: { partials: partialsLength(blocks) } };
}

/**
 * Gradients of the group normalisation, n the elements of a group. Three dispatches.
 *   x, dY, gamma, statistics                                    as the forward pass had and left them
 *   dGamma = Σ dY x̂, dBeta = Σ dY                               [channels], written
 *   dX = invStd (γ dY − Σ_group γ dY / n − x̂ Σ_group γ dY x̂ / n)  as x, written
 */
export function groupNormGradient(shape: GroupNormShape, tuning: ChannelwiseTuning): KernelSequence {
  const { batch, pixels, channels, groups } = shape;
  const blocks = blocksOf(shape);
  const rowSplits = sumRowSplits(blocks);
  const inGroup = channels / groups;
  const type = elementType(tuning);
  const across = channels / tuning.width;
  const half = batch * rowSplits * channels;
  const sampleGroups = batch * groups;
  const finish = threadKernel({
    name: `group-norm-gradient ${text(shape)}, parameters`,
    buffers: [
      input('partials', 2 * half),
      input('gamma', channels),
      output('groupSums', 2 * sampleGroups),
      output('dGamma', channels),
      output('dBeta', channels),
    ],
    workgroupSize: tuning.workgroupSize,
    threads: sampleGroups + channels,
    flops: 4 * half,
    body: `var plain = 0.0;
var weighted = 0.0;
if (index < ${sampleGroups}u) {
let first = index % ${groups}u * ${inGroup}u;
for (var k = first; k < first + ${inGroup}u; k++) {
var inner = vec2f(0.0);
for (var s = 0u; s < ${rowSplits}u; s++) {
let at = (index / ${groups}u * ${rowSplits}u + s) * ${channels}u + k;
inner += vec2f(partials[at], partials[${half}u + at]);
}
plain = fma(gamma[k], inner.x, plain);
weighted = fma(gamma[k], inner.y, weighted);
}
groupSums[index] = plain;
groupSums[${sampleGroups}u + index] = weighted;
return;
}
let c = index - ${sampleGroups}u;
for (var s = 0u; s < ${batch * rowSplits}u; s++) {
plain += partials[s * ${channels}u + c];
weighted += partials[${half}u + s * ${channels}u + c];
}
dBeta[c] = plain;
dGamma[c] = weighted;`,
  });
  const spread = channelwiseKernel(
    {
      name: `group-norm-gradient ${text(shape)}, input`,
      shape: blocks,
      rowSplits: passRowSplits(blocks, tuning),
      flops: 7 * batch * pixels * channels,
      buffers: [
        input('x', batch * pixels * across, type),
        input('dY', batch * pixels * across, type),
        input('gamma', across, type),
        input('statistics', 2 * sampleGroups),
        input('groupSums', 2 * sampleGroups),
        output('dX', batch * pixels * across, type),
      ],
      before: `${loadStatistics(shape, tuning)}
let weight = gamma[c];
let plain = ${type}(groupSums[group_at] / ${pixels * inGroup}.0);
let weighted = ${type}(groupSums[${sampleGroups}u + group_at] / ${pixels * inGroup}.0);`,
      rows: ['dX[i] = invStd * (weight * dY[i] - fma((x[i] - mean) * invStd, weighted, plain));'],
    },
    tuning,
  );
  const statistics = input('statistics', 2 * sampleGroups);
  const partials = gradientPartials(
    'group-norm-gradient',
    blocks,
    statistics,
    loadStatistics(shape, tuning),
    tuning,
  );
  return {
    kernels: [partials, finish, spread],
    scratch: { partials: 2 * half, groupSums: 2 * sampleGroups },
  };
}
