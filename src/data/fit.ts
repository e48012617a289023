/** How an image is brought to another size. */
export type Fit = 'pad' | 'resize';

/**
 * A square image out of one of any size; u8, row-major, HWC.
 *   pad:    in the middle (an odd pixel goes below and to the right), with 0 around it; what does not fit is cut off
 *   resize: triangle filter, widened when shrinking so that no pixel is left out, samples at pixel centres; rounded
 */
export function fitImage(
  image: Uint8Array,
  [height, width, channels]: readonly [number, number, number],
  size: number,
  fit: Fit,
): Uint8Array {
  if (height === size && width === size) return image;
  if (fit === 'pad') return padded(image, [height, width, channels], size);
  const rows = weightsOf(height, size);
  const columns = weightsOf(width, size);
  const across = new Float64Array(height * size * channels);
  for (let y = 0; y < height; y++) {
    columns.forEach(({ first, weights }, x) => {
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (let k = 0; k < weights.length; k++)
          sum += (weights[k] as number) * (image[(y * width + first + k) * channels + c] as number);
        across[(y * size + x) * channels + c] = sum;
      }
    });
  }
  const out = new Uint8Array(size * size * channels);
  const row = size * channels;
  rows.forEach(({ first, weights }, y) => {
    for (let e = 0; e < row; e++) {
      let sum = 0;
      for (let k = 0; k < weights.length; k++)
        sum += (weights[k] as number) * (across[(first + k) * row + e] as number);
      out[y * row + e] = Math.round(sum);
    }
  });
  return out;
}

function padded(
  image: Uint8Array,
  [height, width, channels]: readonly [number, number, number],
  size: number,
): Uint8Array {
  const out = new Uint8Array(size * size * channels);
  const top = Math.floor((size - height) / 2);
  const left = Math.floor((size - width) / 2);
  const firstColumn = Math.max(0, -left);
  const lastColumn = Math.min(width, size - left);
  for (let y = Math.max(0, -top); y < Math.min(height, size - top); y++) {
    const from = (y * width + firstColumn) * channels;
    const to = ((y + top) * size + firstColumn + left) * channels;
    out.set(image.subarray(from, from + (lastColumn - firstColumn) * channels), to);
  }
  return out;
}

interface Weights {
  readonly first: number;
  readonly weights: Float64Array;
}

/** Which of `from` pixels make each of `to`, and in what parts, which add up to 1. */
function weightsOf(from: number, to: number): Weights[] {
  const scale = from / to;
  const reach = Math.max(1, scale);
  return Array.from({ length: to }, (_, i) => {
    const centre = (i + 0.5) * scale;
    const first = Math.max(0, Math.ceil(centre - reach - 0.5));
    const last = Math.min(from - 1, Math.floor(centre + reach - 0.5));
    const weights = Float64Array.from(
      { length: last - first + 1 },
      (_unused, k) => 1 - Math.abs(first + k + 0.5 - centre) / reach,
    );
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return { first, weights: weights.map((weight) => weight / sum) };
  });
}
