import { slopeWgsl } from './activation.ts';
import { backwardAxis } from './conv-axis.ts';
import { storeAll, storesQuads } from './conv-finish.ts';
import type { GradientSource } from './conv-gradient.ts';
import { checkSource, gradientAtIndex, gradientBuffers, sourceText } from './conv-gradient.ts';
import { plainPatch, pooledPatch, weightsByTerm } from './conv-readers.ts';
import type { RegisterTile } from './conv-registers.ts';
import { registerSums, termBlock } from './conv-registers.ts';
import type { ConvShape } from './conv-shape.ts';
import { convFlops, convText, inputLength, kernelLength } from './conv-shape.ts';
import type { Kernel } from './kernel.ts';
import { input, output } from './shader.ts';

export function conv2dInputGradient(shape: ConvShape, source: GradientSource, tile: RegisterTile): Kernel {
  checkSource(source);
  const { batch, inChannels, outChannels, kernelHeight, kernelWidth } = shape;
  const taps = kernelHeight * kernelWidth;
  const block = termBlock(taps, outChannels);
  const rows = backwardAxis(shape, 'rows', tile.rows);
  const columns = backwardAxis(shape, 'columns', tile.columns);
  const quads = outChannels % 4 === 0;
  const vectors = block === 4;
  const parts = { name: 'x', rows, columns, channels: outChannels, block, quads: vectors };
  const stored = storesQuads(inChannels, tile);
  const { before, finish } = storeAll(
    { rows, columns, channels: inChannels, tile },
    (at, sum) => `dX[${at}] = ${sum};`,
  );
  return registerSums(
    {
      name: `conv2d-input-gradient ${convText(shape)}${sourceText(source)}`,
      flops: convFlops(shape),
      batch,
      rows,
      columns,
      terms: outChannels,
      block,
      channels: inChannels,
      values:
        source.kind === 'pooled'
          ? pooledPatch(parts, source.activation)
          : plainPatch(parts, (index) => `gradient(${index})`),
      weights: weightsByTerm({
        taps,
        terms: outChannels,
        block,
        channels: inChannels,
        tile: tile.channels,
        quads,
      }),
      buffers: [
        ...gradientBuffers(shape, source, vectors),
        quads ? input('w', kernelLength(shape) / 4, 'vec4f') : input('w', kernelLength(shape)),
        stored ? output('dX', inputLength(shape) / 4, 'vec4f') : output('dX', inputLength(shape)),
      ],
      declarations:
        source.kind === 'pooled' ? slopeWgsl(source.activation) : gradientAtIndex(source, vectors),
      before,
      finish,
    },
    tile,
  );
}
