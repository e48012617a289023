import { slopeWgsl } from './activation.ts';
import type { Axis } from './conv-axis.ts';
import { forwardAxis } from './conv-axis.ts';
import type { GradientSource } from './conv-gradient.ts';
import { checkSource, gradientAtIndex, gradientBuffers, sourceText } from './conv-gradient.ts';
import { plainPatch, pooledPatch } from './conv-readers.ts';
import type { ConvShape } from './conv-shape.ts';
import { convFlops, convText, inputLength, kernelLength } from './conv-shape.ts';
import type { RegisterWeights } from './conv-weight-registers.ts';
import { registerWeights } from './conv-weight-registers.ts';
import type { Kernel } from './kernel.ts';
import type { KernelSequence } from './sequence.ts';
import { input, output, threadKernel } from './shader.ts';

/**
 * In which order dW and db are summed: from the shape alone. Positions go in bands of two rows and, within a band, in
 * blocks of `width` columns, row by row; a split is some bands, summed on its own.
 */
export interface WeightOrder {
  readonly width: number;
  readonly bands: number;
  readonly splits: number;
}

function weightOrder(shape: ConvShape): WeightOrder {
  const { batch, outHeight, outWidth, inChannels, outChannels, kernelHeight, kernelWidth } = shape;
  const taps = kernelHeight * kernelWidth;
  const widths = [2, 4, 6, 8, 10, 12, 14].filter((width) => width === 2 || 2 * width * taps <= 72);
  const covered = (width: number) => Math.ceil(outWidth / width) * width;
  const width = widths.reduce((best, next) => (covered(next) <= covered(best) ? next : best));
  const blocks = Math.ceil((taps * inChannels + 1) / 64) * Math.ceil(outChannels / 64);
  const positions = batch * outHeight * outWidth;
  const wanted = Math.max(1, Math.floor(Math.min(128, 512 / blocks, positions / 256)));
  const bandCount = batch * Math.ceil(outHeight / 2);
  const bands = Math.ceil(bandCount / wanted);
  return { width, bands, splits: Math.ceil(bandCount / bands) };
}

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

export function conv2dWeightGradient(
  shape: ConvShape,
  source: GradientSource,
  tile: RegisterWeights,
): KernelSequence {
  checkSource(source);
  const { inChannels, outChannels, outHeight, outWidth } = shape;
  const { width, bands, splits } = weightOrder(shape);
  const total = kernelLength(shape) + outChannels;
  const rows = forwardAxis(shape, 'rows', 2);
  const columns = forwardAxis(shape, 'columns', width);
  const inQuads = inChannels % 4 === 0 && tile.inChannels % 4 === 0;
  const outQuads = outChannels % 4 === 0 && tile.outChannels % 4 === 0;
  const gradients = {
    name: 'g',
    rows: gradientAxis(2, outHeight),
    columns: gradientAxis(width, outWidth),
    channels: outChannels,
    block: tile.outChannels,
    quads: outQuads,
  };
  const partial = registerWeights(
    {
      name: `conv2d-weight-gradient ${convText(shape)}${sourceText(source)}`,
      flops: convFlops(shape),
      shape,
      x: plainPatch(
        { name: 'x', rows, columns, channels: inChannels, block: tile.inChannels, quads: inQuads },
        (at) => `x[${at}]`,
      ),
      g:
        source.kind === 'pooled'
          ? pooledPatch(gradients, source.activation)
          : plainPatch(gradients, (at) => `gradient(${at})`),
      rows,
      columns,
      splits,
      bands,
      buffers: [
        inQuads ? input('x', inputLength(shape) / 4, 'vec4f') : input('x', inputLength(shape)),
        ...gradientBuffers(shape, source, outQuads),
      ],
      declarations:
        source.kind === 'pooled' ? slopeWgsl(source.activation) : gradientAtIndex(source, outQuads),
    },
    tile,
  );
  return { kernels: [partial, sumSplits(shape, splits)], scratch: { partials: splits * total } };
}

/** dW and db from the partial sums, which are added in order. */
function sumSplits(shape: ConvShape, splits: number): Kernel {
  const { outChannels } = shape;
  const weights = kernelLength(shape);
  const quads = outChannels % 4 === 0;
  const unit = quads ? 4 : 1;
  const floats = quads ? 'vec4f' : 'f32';
  const total = (weights + outChannels) / unit;
  return threadKernel({
    name: `conv2d-weight-gradient ${convText(shape)}, sum of ${splits}`,
    flops: splits * total * unit,
    buffers: [
      input('partials', splits * total, floats),
      output('dW', weights / unit, floats),
      output('db', outChannels / unit, floats),
    ],
    workgroupSize: 64,
    threads: total,
    body: `var sum = partials[index];
for (var split = 1u; split < ${splits}u; split++) { sum += partials[split * ${total}u + index]; }
if (index < ${weights / unit}u) { dW[index] = sum; } else { db[index - ${weights / unit}u] = sum; }`,
  });
}
