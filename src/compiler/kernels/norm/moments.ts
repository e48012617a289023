import type { Kernel } from '../kernel.ts';
import type { StorageBuffer } from '../shader.ts';
import { input, output } from '../shader.ts';
import type { ChannelwiseShape, ChannelwiseTuning } from './channelwise.ts';
import { channelwiseKernel, elementType, sumRowSplits } from './channelwise.ts';

/** Floats of the partial sums that the two kernels below write: [2, blocks, rowSplits, channels]. */
export const partialsLength = (shape: ChannelwiseShape): number =>
  2 * shape.blocks * sumRowSplits(shape) * shape.channels;

const text = ({ blocks, rows, channels }: ChannelwiseShape): string => `${blocks}×${rows}×${channels}`;

/**
 * Mean and sum of squared deviations of each split of the rows of each channel: what means and variances are put
 * together from without cancellation.
 *   x         [blocks, rows, channels]
 *   partials  [2, blocks, rowSplits, channels], written: means, then sums of squares
 */
export function momentPartials(family: string, shape: ChannelwiseShape, tuning: ChannelwiseTuning): Kernel {
  const { blocks, rows, channels } = shape;
  const rowSplits = sumRowSplits(shape);
  const across = channels / tuning.width;
  const type = elementType(tuning);
  const half = blocks * rowSplits * across;
  return channelwiseKernel(
    {
      name: `${family} ${text(shape)}, moments`,
      shape,
      rowSplits,
      flops: 4 * blocks * rows * channels,
      buffers: [input('x', blocks * rows * across, type), output('partials', 2 * half, type)],
      // sums of what is left of the first row keep the digits that a mean far from zero would take
      before: `let first = x[(block * ${rows}u + row_split) * ${across}u + c];
var mean = ${type}(0.0);
var squares = ${type}(0.0);`,
      rows: [
        'mean += x[i] - first;',
        'let deviation = x[i] - mean;\nsquares = fma(deviation, deviation, squares);',
      ],
      after: [
        `mean = first + mean / f32((${rows - 1}u - row_split) / ${rowSplits}u + 1u);`,
        `partials[index] = mean;\npartials[${half}u + index] = squares;`,
      ],
    },
    tuning,
  );
}

/**
 * Sums of dY and of dY · x̂ over each split of the rows of each channel, x̂ = (x − mean) · invStd.
 *   x, dY     [blocks, rows, channels]
 *   `statistics` and whatever else `load` needs; `load` sets `mean` and `invStd`
 *   partials  [2, blocks, rowSplits, channels], written
 */
export function gradientPartials(
  family: string,
  shape: ChannelwiseShape,
  statistics: StorageBuffer,
  load: string,
  tuning: ChannelwiseTuning,
): Kernel {
  const { blocks, rows, channels } = shape;
  const rowSplits = sumRowSplits(shape);
  const across = channels / tuning.width;
  const type = elementType(tuning);
  const half = blocks * rowSplits * across;
  return channelwiseKernel(
    {
      name: `${family} ${text(shape)}, sums`,
      shape,
      rowSplits,
      flops: 5 * blocks * rows * channels,
      buffers: [
        input('x', blocks * rows * across, type),
        input('dY', blocks * rows * across, type),
        statistics,
        output('partials', 2 * half, type),
      ],
      before: `${load}\nvar plain = ${type}(0.0);\nvar weighted = ${type}(0.0);`,
      rows: [
        `let gradient = dY[i];
plain += gradient;
weighted = fma(gradient, (x[i] - mean) * invStd, weighted);`,
      ],
      after: [`partials[index] = plain;\npartials[${half}u + index] = weighted;`],
    },
    tuning,
  );
}
