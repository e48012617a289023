import { derivativeWgsl } from '../elementwise/activation.ts';
import type { Kernel } from '../kernel.ts';
import { floats, results } from '../shader.ts';
import { backwardAxis } from './conv-axis.ts';
import { storeAll, storesVec4 } from './conv-finish.ts';
import type { GradientSource } from './conv-gradient.ts';
import { checkSource, gradientAtIndex, gradientBuffers, sourceText } from './conv-gradient.ts';
import { inputGradientProduct } from './conv-input-tiles.ts';
import { plainPatch, pooledPatch, weightsByTerm } from './conv-readers.ts';
import type { PatchSum, RegisterTile } from './conv-registers.ts';
import { registerSums, termBlock } from './conv-registers.ts';
import type { ConvShape } from './conv-shape.ts';
import { convFlops, convText, inputLength, kernelLength } from './conv-shape.ts';
import { tiledProduct } from './conv-tiles.ts';
import type { ConvTuning } from './conv2d-forward.ts';

/**
 * Gradient of the convolution with respect to its input, gathered, g being the gradient before the activation:
 * dX[n, i, c] = Σ_o Σ_taps g[n, (i + pad − tap) / stride, o] · w[tap, c, o], over the taps that divide.
 *   dPreActivation, or dY and y, or dY and argmax  see `GradientSource`
 *   w   [kernelHeight, kernelWidth, inChannels, outChannels]
 *   dX  [batch, height, width, inChannels], written
 * Tunings: `conv2dInputTunings`.
 * @throws RangeError where the source cannot tell the derivative
 */
export function conv2dInputGradient(shape: ConvShape, source: GradientSource, tuning: ConvTuning): Kernel {
  checkSource(source);
  const head = {
    name: `conv2d-input-gradient ${convText(shape)}${sourceText(source)}`,
    flops: convFlops(shape),
  };
  return tuning.kind === 'tiles'
    ? tiledProduct({ ...head, ...inputGradientProduct(shape, source, tuning) }, tuning)
    : registerSums({ ...head, ...inputGradientSums(shape, source, tuning) }, tuning);
}

function inputGradientSums(
  shape: ConvShape,
  source: GradientSource,
  tile: RegisterTile,
): Omit<PatchSum, 'name' | 'flops'> {
  const { batch, inChannels, outChannels } = shape;
  const taps = shape.kernelHeight * shape.kernelWidth;
  const block = termBlock(taps, outChannels);
  const rows = backwardAxis(shape, 'rows', tile.rows);
  const columns = backwardAxis(shape, 'columns', tile.columns);
  const vec4 = outChannels % 4 === 0;
  const patch = { name: 'x', rows, columns, channels: outChannels, block, vec4: block === 4 };
  const weights = { taps, terms: outChannels, block, channels: inChannels, tile: tile.channels, vec4 };
  const place = { rows, columns, channels: inChannels, tile };
  const pooled = source.kind === 'pooled';
  return {
    batch,
    rows,
    columns,
    terms: outChannels,
    block,
    channels: inChannels,
    values: pooled
      ? pooledPatch(patch, source.activation)
      : plainPatch(patch, (index) => `gradient_at(${index})`),
    weights: weightsByTerm(weights),
    buffers: [
      ...gradientBuffers(shape, source, patch.vec4),
      floats('w', kernelLength(shape), vec4),
      results('dX', inputLength(shape), storesVec4(inChannels, tile)),
    ],
    declarations: pooled ? derivativeWgsl(source.activation) : gradientAtIndex(source, patch.vec4),
    ...storeAll(place, (at, sum) => `dX[${at}] = ${sum};`),
  };
}
