import type { PoolShape } from '../pool/pool.ts';
import { poolInputLength, poolOutput, poolOutputLength } from '../pool/pool.ts';

/** Calls `visit` with the flat index of each output, of each input in its window, and its place in the window. */
function visitWindows(shape: PoolShape, visit: (out: number, at: number, within: number) => void): void {
  const { batch, height, width, channels, size, stride } = shape;
  const output = poolOutput(shape);
  let out = 0;
  for (let b = 0; b < batch; b++)
    for (let oy = 0; oy < output.height; oy++)
      for (let ox = 0; ox < output.width; ox++)
        for (let c = 0; c < channels; c++, out++)
          for (let within = 0; within < size * size; within++) {
            const y = oy * stride + Math.floor(within / size);
            const x = ox * stride + (within % size);
            visit(out, ((b * height + y) * width + x) * channels + c, within);
          }
}

/** Shapes: x [batch, height, width, channels]; y and argmax [batch, outHeight, outWidth, channels]. */
export function maxPoolReference(
  shape: PoolShape,
  x: ArrayLike<number>,
): { y: Float64Array; argmax: Uint32Array } {
  const y = new Float64Array(poolOutputLength(shape)).fill(Number.NEGATIVE_INFINITY);
  const argmax = new Uint32Array(y.length);
  visitWindows(shape, (out, at, within) => {
    if ((x[at] as number) <= (y[out] as number)) return;
    y[out] = x[at] as number;
    argmax[out] = within;
  });
  return { y, argmax };
}

/** Shapes: dY and argmax as the pool's output, dX as its input. */
export function maxPoolGradientReference(
  shape: PoolShape,
  dY: ArrayLike<number>,
  argmax: ArrayLike<number>,
): Float64Array {
  const dX = new Float64Array(poolInputLength(shape));
  visitWindows(shape, (out, at, within) => {
    if (argmax[out] === within) dX[at] = (dX[at] as number) + (dY[out] as number);
  });
  return dX;
}

/** Shapes as for the max pool. */
export function averagePoolReference(shape: PoolShape, x: ArrayLike<number>): Float64Array {
  const y = new Float64Array(poolOutputLength(shape));
  visitWindows(shape, (out, at) => {
    y[out] = (y[out] as number) + (x[at] as number) / shape.size ** 2;
  });
  return y;
}

/** Shapes as for the max pool. */
export function averagePoolGradientReference(shape: PoolShape, dY: ArrayLike<number>): Float64Array {
  const dX = new Float64Array(poolInputLength(shape));
  visitWindows(shape, (out, at) => {
    dX[at] = (dX[at] as number) + (dY[out] as number) / shape.size ** 2;
  });
  return dX;
}
