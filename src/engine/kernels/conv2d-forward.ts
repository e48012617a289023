import type { Activation } from './activation.ts';
import { activateWgsl, activationName } from './activation.ts';
import { forwardAxis } from './conv-axis.ts';
import { activationType, storeActivated, storePooled } from './conv-finish.ts';
import { plainPatch, weightsByChannel } from './conv-readers.ts';
import type { RegisterTile } from './conv-registers.ts';
import { registerSums, termBlock } from './conv-registers.ts';
import type { ConvShape } from './conv-shape.ts';
import {
  codesLength,
  convFlops,
  convText,
  inputLength,
  kernelLength,
  outputLength,
  pooledHeight,
  pooledLength,
  pooledWidth,
} from './conv-shape.ts';
import type { Kernel } from './kernel.ts';
import { input, output } from './shader.ts';

export interface ForwardOptions {
  readonly activation: Activation;
  /** Whether a 2×2 max pool follows. */
  readonly pool: boolean;
  /** Whether the sums before the activation are kept, for activations whose derivative needs them. */
  readonly keepsPre: boolean;
}

export type ConvTuning = RegisterTile;

export function conv2dForward(shape: ConvShape, options: ForwardOptions, tile: ConvTuning): Kernel {
  const { inChannels, outChannels, kernelHeight, kernelWidth, batch } = shape;
  const { activation, pool, keepsPre } = options;
  const block = termBlock(kernelHeight * kernelWidth, inChannels);
  const rows = forwardAxis(shape, 'rows', tile.rows, pool ? 2 * pooledHeight(shape) : undefined);
  const columns = forwardAxis(shape, 'columns', tile.columns, pool ? 2 * pooledWidth(shape) : undefined);
  const quads = outChannels % 4 === 0 && tile.channels % 4 === 0;
  const floats = quads ? 'vec4f' : 'f32';
  const unit = quads ? 4 : 1;
  const place = { rows, columns, channels: outChannels, tile };
  const { before, finish } = pool ? storePooled(place) : storeActivated(place, keepsPre);
  return registerSums(
    {
      name: `conv2d-forward ${convText(shape)}, ${activationName(activation)}${pool ? ', pooled' : ''}`,
      flops: convFlops(shape),
      batch,
      rows,
      columns,
      terms: inChannels,
      block,
      channels: outChannels,
      values: plainPatch(
        { name: 'x', rows, columns, channels: inChannels, block, quads: block === 4 },
        (at) => `x[${at}]`,
      ),
      weights: weightsByChannel({
        taps: kernelHeight * kernelWidth,
        terms: inChannels,
        block,
        channels: outChannels,
        tile: tile.channels,
        quads,
      }),
      start: (c) => `b[${c}]`,
      buffers: [
        block === 4 ? input('x', inputLength(shape) / 4, 'vec4f') : input('x', inputLength(shape)),
        input('w', kernelLength(shape) / unit, floats),
        input('b', outChannels),
        output('y', (pool ? pooledLength(shape) : outputLength(shape)) / unit, floats),
        ...(pool ? [output('codes', codesLength(shape), 'u32')] : []),
        ...(keepsPre ? [output('pre', outputLength(shape) / unit, floats)] : []),
      ],
      declarations: activateWgsl(activation, activationType(outChannels, tile)),
      before,
      finish,
    },
    tile,
  );
}
