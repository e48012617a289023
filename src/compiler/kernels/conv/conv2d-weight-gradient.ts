import { derivativeWgsl } from '../elementwise/activation.ts';
import type { Kernel } from '../kernel.ts';
import type { KernelSequence } from '../sequence.ts';
import { floats, results, threadKernel } from '../shader.ts';
import type { Axis } from './conv-axis.ts';
import { forwardAxis } from './conv-axis.ts';
import type { GradientSource } from './conv-gradient.ts';
import { checkSource, gradientAtIndex, gradientBuffers, sourceText } from './conv-gradient.ts';
import { plainPatch, pooledPatch } from './conv-readers.ts';
import type { ConvShape } from './conv-shape.ts';
import { convFlops, convText, inputLength, kernelLength } from './conv-shape.ts';
import type { GroupTile } from './conv-tiles.ts';
import { tiledProduct } from './conv-tiles.ts';
import type { WeightOrder } from './conv-weight-order.ts';
import { weightOrder } from './conv-weight-order.ts';
import type { RegisterWeights, WeightSum } from './conv-weight-registers.ts';
import { registerWeights } from './conv-weight-registers.ts';
import { weightGradientProduct } from './conv-weight-tiles.ts';

const gradientAxis = (tile: number, limit: number): Axis => ({
  size: limit,
  tile,
  count: Math.ceil(limit / tile),
  limit,
  patch: tile,
  step: tile,
  offset: 0,
  taps: 1,
  at: (p) => p,
});

/** How the parameters' gradients are computed; never what they are: both kinds add in the order of `weightOrder`. */
export type WeightTuning = RegisterWeights | GroupTile;

/**
 * Gradients of the convolution with respect to its parameters, g being the gradient before the activation:
 * dW[tap, i, o] = Σ_positions x[position · stride + tap − pad, i] · g[position, o], db[o] = Σ_positions g[position, o].
 * Two dispatches: partial sums, and their sum.
 *   x                                   [batch, height, width, inChannels]
 *   dPreActivation, or dY and y, or dY and argmax  see `GradientSource`
 *   partials                            scratch, per split: dW, then db
 *   dW                                  [kernelHeight, kernelWidth, inChannels, outChannels], written
 *   db                                  [outChannels], written
 * Tunings: `conv2dWeightTunings`.
 * @throws RangeError where the source cannot tell the derivative
 */
export function conv2dWeightGradient(
  shape: ConvShape,
  source: GradientSource,
  tuning: WeightTuning,
): KernelSequence {
  checkSource(source);
  const order = weightOrder(shape);
  const head = {
    name: `conv2d-weight-gradient ${convText(shape)}${sourceText(source)}`,
    flops: convFlops(shape),
  };
  const partial =
    tuning.kind === 'tiles'
      ? tiledProduct({ ...head, ...weightGradientProduct(shape, source, order) }, tuning)
      : registerWeights({ ...head, ...weightSums(shape, source, order, tuning) }, tuning);
  return {
    kernels: [partial, sumSplits(shape, order.splits)],
    scratch: { partials: order.splits * (kernelLength(shape) + shape.outChannels) },
  };
}

function weightSums(
  shape: ConvShape,
  source: GradientSource,
  { width, bands, splits }: WeightOrder,
  tile: RegisterWeights,
): Omit<WeightSum, 'name' | 'flops'> {
  const { inChannels, outChannels, outHeight, outWidth } = shape;
  const rows = forwardAxis(shape, 'rows', 2);
  const columns = forwardAxis(shape, 'columns', width);
  const inVec4 = inChannels % 4 === 0 && tile.inChannels % 4 === 0;
  const outVec4 = outChannels % 4 === 0 && tile.outChannels % 4 === 0;
  const images = { name: 'x', rows, columns, channels: inChannels, block: tile.inChannels, vec4: inVec4 };
  const gradients = {
    name: 'g',
    rows: gradientAxis(2, outHeight),
    columns: gradientAxis(width, outWidth),
    channels: outChannels,
    block: tile.outChannels,
    vec4: outVec4,
  };
  const pooled = source.kind === 'pooled';
  return {
    shape,
    rows,
    columns,
    splits,
    bands,
    x: plainPatch(images, (at) => `x[${at}]`),
    g: pooled
      ? pooledPatch(gradients, source.activation)
      : plainPatch(gradients, (at) => `gradient_at(${at})`),
    buffers: [floats('x', inputLength(shape), inVec4), ...gradientBuffers(shape, source, outVec4)],
    declarations: pooled ? derivativeWgsl(source.activation) : gradientAtIndex(source, outVec4),
  };
}

/** dW and db from the partial sums, which are added in order. */
function sumSplits(shape: ConvShape, splits: number): Kernel {
  const { outChannels } = shape;
  const weights = kernelLength(shape);
  const vec4 = outChannels % 4 === 0;
  const unit = vec4 ? 4 : 1;
  const total = (weights + outChannels) / unit;
  return threadKernel({
    name: `conv2d-weight-gradient ${convText(shape)}, sum of ${splits}`,
    flops: splits * total * unit,
    buffers: [
      floats('partials', splits * total * unit, vec4),
      results('dW', weights, vec4),
      results('db', outChannels, vec4),
    ],
    workgroupSize: 64,
    threads: total,
    body: `var sum = partials[index];
for (var split = 1u; split < ${splits}u; split++) { sum += partials[split * ${total}u + index]; }
if (index < ${weights / unit}u) { dW[index] = sum; } else { db[index - ${weights / unit}u] = sum; }`,
  });
}
