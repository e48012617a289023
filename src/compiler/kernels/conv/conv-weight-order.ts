import type { ConvShape } from './conv-shape.ts';

/**
 * In which order dW and db are summed: from the shape alone. Positions go in bands of two rows and, within a band, in
 * blocks of `width` columns, row by row; a split is some bands, summed on its own.
 */
export interface WeightOrder {
  readonly width: number;
  readonly bands: number;
  readonly splits: number;
}

/** The order for a shape; its splits are for the sake of GPUs. */
export function weightOrder(shape: ConvShape): WeightOrder {
  const { batch, outHeight, outWidth, inChannels, outChannels, kernelHeight, kernelWidth } = shape;
  const taps = kernelHeight * kernelWidth;
  const widths = [2, 4, 6, 8, 10, 12, 14].filter((width) => width === 2 || 2 * width * taps <= 72);
  const covered = (width: number) => Math.ceil(outWidth / width) * width;
  const width = widths.reduce((best, next) => (covered(next) <= covered(best) ? next : best));
  const blocks = Math.ceil((taps * inChannels + 1) / 64) * Math.ceil(outChannels / 64);
  const positions = batch * outHeight * outWidth;
  const idealSplits = Math.max(1, Math.floor(Math.min(128, 512 / blocks, positions / 256)));
  const bandCount = batch * Math.ceil(outHeight / 2);
  const bands = Math.ceil(bandCount / idealSplits);
  return { width, bands, splits: Math.ceil(bandCount / bands) };
}
