import type { Shape } from '../../core/shape.ts';
import { shapeText } from '../../core/shape.ts';
import type { Layer } from '../layer.ts';
import { handed } from '../layer.ts';
import type { PoolWindow } from '../ops.ts';
import type { PoolFix } from '../shape-error.ts';
import { poolFixPaths, shapeError } from '../shape-error.ts';

const halving: PoolWindow = { size: 2, stride: 2 };

const pooled = (name: string, input: Shape, { size, stride }: PoolWindow, fix: PoolFix): Shape => {
  const [height = 0, width = 0, channels = 0] = input;
  if (height < size || width < size) {
    const params = { layer: name, size, input: shapeText(input), fix };
    throw shapeError(poolFixPaths[fix], { id: 'poolTooSmall', params });
  }
  const out = (length: number) => Math.floor((length - size) / stride) + 1;
  return [out(height), out(width), channels];
};

/**
 * Max pool without padding, 2×2 with stride 2 unless chosen otherwise; what is left over is dropped.
 * @throws DownhillError where no window fits, with the remedy
 */
export const maxPool = (
  name: string,
  input: Shape,
  { window = halving, fix = 'filters' }: { window?: PoolWindow; fix?: PoolFix } = {},
): Layer => ({
  name,
  kind: { id: 'maxPool', ...window },
  outputShape: pooled(name, input, window, fix),
  parameters: [],
  flops: 0,
  forward: (ops, inputs) => ops.maxPool2d(handed(name, inputs, 0), window),
});

/**
 * Average pool without padding; what is left over is dropped.
 * @throws DownhillError where no window fits, with the remedy
 */
export const averagePool = (
  name: string,
  input: Shape,
  { window = halving, fix = 'filters' }: { window?: PoolWindow; fix?: PoolFix } = {},
): Layer => ({
  name,
  kind: { id: 'averagePool', ...window },
  outputShape: pooled(name, input, window, fix),
  parameters: [],
  flops: 0,
  forward: (ops, inputs) => ops.averagePool2d(handed(name, inputs, 0), window),
});

/** The mean over all pixels, or all tokens: output [channels]. */
export const globalAveragePool = (name: string, input: Shape): Layer => ({
  name,
  kind: { id: input.length === 2 ? 'tokenMean' : 'globalAveragePool' },
  outputShape: input.slice(-1),
  parameters: [],
  flops: 0,
  forward: (ops, inputs) => ops.globalAveragePool(handed(name, inputs, 0)),
});
