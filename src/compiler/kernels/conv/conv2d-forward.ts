import { activateWgsl, activationName, derivativeFrom } from '../elementwise/activation.ts';
import type { Kernel } from '../kernel.ts';
import { floats, input, output, results } from '../shader.ts';
import { forwardAxis } from './conv-axis.ts';
import type { ForwardOptions } from './conv-finish.ts';
import { activationType, storeActivated, storePooled, storesVec4 } from './conv-finish.ts';
import { forwardProduct } from './conv-forward-tiles.ts';
import { plainPatch, weightsByChannel } from './conv-readers.ts';
import type { PatchSum, RegisterTile } from './conv-registers.ts';
import { registerSums, termBlock } from './conv-registers.ts';
import type { ConvShape } from './conv-shape.ts';
import {
  argmaxLength,
  convFlops,
  convText,
  inputLength,
  kernelLength,
  outputLength,
  pooledHeight,
  pooledLength,
  pooledWidth,
} from './conv-shape.ts';
import type { GroupTile } from './conv-tiles.ts';
import { tiledProduct } from './conv-tiles.ts';

/** How forward and input gradient are computed; never what they are: both kinds add in one order. */
export type ConvTuning = RegisterTile | GroupTile;

/**
 * Convolution with bias, activation and, if asked for, a 2×2 max pool: y = pool(activation(conv(x, w) + b)).
 *   x      [batch, height, width, inChannels]
 *   w      [kernelHeight, kernelWidth, inChannels, outChannels]
 *   b      [outChannels]
 *   y      [batch, outHeight, outWidth, outChannels], or pooled; written
 *   argmax  with a pool: which values came through, see `argmaxLength`; written
 *   preActivation    with `keepsPreActivation`: the sums before the activation, as y; written
 * Tunings: `conv2dForwardTunings`.
 * @throws RangeError for a pool after an activation whose derivative the output does not tell, or with `keepsPreActivation`
 */
export function conv2dForward(shape: ConvShape, options: ForwardOptions, tuning: ConvTuning): Kernel {
  const { activation, pool, keepsPreActivation } = options;
  if (pool && (keepsPreActivation || derivativeFrom(activation) === 'pre-activation')) {
    throw new RangeError(
      `convolution: a pool can be fused only where the output tells the derivative, got ${activationName(activation)}${keepsPreActivation ? ' with keepsPre' : ''}; pool in a kernel of its own`,
    );
  }
  const head = {
    name: `conv2d-forward ${convText(shape)}, ${activationName(activation)}${pool ? ', pooled' : ''}`,
    flops: convFlops(shape),
  };
  return tuning.kind === 'tiles'
    ? tiledProduct({ ...head, ...forwardProduct(shape, options, tuning) }, tuning)
    : registerSums({ ...head, ...forwardSums(shape, options, tuning) }, tuning);
}

function forwardSums(
  shape: ConvShape,
  { activation, pool, keepsPreActivation }: ForwardOptions,
  tile: RegisterTile,
): Omit<PatchSum, 'name' | 'flops'> {
  const { inChannels, outChannels, batch } = shape;
  const taps = shape.kernelHeight * shape.kernelWidth;
  const block = termBlock(taps, inChannels);
  const rows = forwardAxis(shape, 'rows', tile.rows, pool ? 2 * pooledHeight(shape) : undefined);
  const columns = forwardAxis(shape, 'columns', tile.columns, pool ? 2 * pooledWidth(shape) : undefined);
  const vec4 = storesVec4(outChannels, tile);
  const patch = { name: 'x', rows, columns, channels: inChannels, block, vec4: block === 4 };
  const weights = { taps, terms: inChannels, block, channels: outChannels, tile: tile.channels, vec4 };
  const place = { rows, columns, channels: outChannels, tile };
  return {
    batch,
    rows,
    columns,
    terms: inChannels,
    block,
    channels: outChannels,
    values: plainPatch(patch, (at) => `x[${at}]`),
    weights: weightsByChannel(weights),
    start: (c) => `b[${c}]`,
    buffers: [
      floats('x', inputLength(shape), patch.vec4),
      floats('w', kernelLength(shape), vec4),
      input('b', outChannels),
      results('y', pool ? pooledLength(shape) : outputLength(shape), vec4),
      ...(pool ? [output('argmax', argmaxLength(shape), 'u32')] : []),
      ...(keepsPreActivation ? [results('preActivation', outputLength(shape), vec4)] : []),
    ],
    declarations: activateWgsl(activation, activationType(outChannels, tile)),
    ...(pool ? storePooled(place) : storeActivated(place, keepsPreActivation)),
  };
}
