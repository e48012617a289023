import type { ConvShape } from '../conv/conv-shape.ts';
import { kernelLength, outputLength } from '../conv/conv-shape.ts';

/** Calls `visit(y, x, w)` with the flat indices of every product of the convolution; outside the image there is none. */
function eachProduct(s: ConvShape, visit: (y: number, x: number, w: number) => void): void {
  for (let n = 0; n < s.batch; n++)
    for (let oy = 0; oy < s.outHeight; oy++)
      for (let ox = 0; ox < s.outWidth; ox++)
        for (let ky = 0; ky < s.kernelHeight; ky++)
          for (let kx = 0; kx < s.kernelWidth; kx++) {
            const iy = oy * s.stride + ky - s.padTop;
            const ix = ox * s.stride + kx - s.padLeft;
            if (iy < 0 || iy >= s.height || ix < 0 || ix >= s.width) continue;
            for (let ci = 0; ci < s.inChannels; ci++)
              for (let co = 0; co < s.outChannels; co++) {
                const y = ((n * s.outHeight + oy) * s.outWidth + ox) * s.outChannels + co;
                const x = ((n * s.height + iy) * s.width + ix) * s.inChannels + ci;
                visit(y, x, ((ky * s.kernelWidth + kx) * s.inChannels + ci) * s.outChannels + co);
              }
          }
}

/** The sums of a convolution before its activation, float64: x NHWC, w HWIO, b [outChannels]. */
export function conv2dSums(
  s: ConvShape,
  x: ArrayLike<number>,
  w: ArrayLike<number>,
  b: ArrayLike<number>,
): Float64Array {
  const y = Float64Array.from({ length: outputLength(s) }, (_, i) => b[i % s.outChannels] as number);
  eachProduct(s, (to, from, weight) => {
    y[to] = (y[to] as number) + (x[from] as number) * (w[weight] as number);
  });
  return y;
}

/** Gradients of the input, the kernel and the bias from that of the sums, float64. */
export function conv2dGradients(
  s: ConvShape,
  x: ArrayLike<number>,
  w: ArrayLike<number>,
  dPreActivation: ArrayLike<number>,
): { dX: Float64Array; dW: Float64Array; db: Float64Array } {
  const dX = new Float64Array(s.batch * s.height * s.width * s.inChannels);
  const dW = new Float64Array(kernelLength(s));
  const db = new Float64Array(s.outChannels);
  eachProduct(s, (y, from, weight) => {
    const g = dPreActivation[y] as number;
    dX[from] = (dX[from] as number) + g * (w[weight] as number);
    dW[weight] = (dW[weight] as number) + g * (x[from] as number);
  });
  for (let i = 0; i < dPreActivation.length; i++) {
    const channel = i % s.outChannels;
    db[channel] = (db[channel] as number) + (dPreActivation[i] as number);
  }
  return { dX, dW, db };
}

/**
 * 2×2 max pool of the sums, whole windows only: for each pooled value the index of the sum it is, the first of equals,
 * row by row.
 */
export function poolWinners(s: ConvShape, sums: ArrayLike<number>): number[] {
  const winners: number[] = [];
  for (let n = 0; n < s.batch; n++)
    for (let py = 0; py < Math.floor(s.outHeight / 2); py++)
      for (let px = 0; px < Math.floor(s.outWidth / 2); px++)
        for (let c = 0; c < s.outChannels; c++) {
          const at = (dy: number, dx: number) =>
            ((n * s.outHeight + 2 * py + dy) * s.outWidth + 2 * px + dx) * s.outChannels + c;
          const window = [at(0, 0), at(0, 1), at(1, 0), at(1, 1)];
          winners.push(window.reduce((best, i) => ((sums[i] as number) > (sums[best] as number) ? i : best)));
        }
  return winners;
}
