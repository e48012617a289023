import type { GlobalPoolShape } from '../pool/global-average-pool.ts';

/** Shapes: x [batch, pixels, channels], returned [batch, channels]. */
export function globalAveragePoolReference(shape: GlobalPoolShape, x: ArrayLike<number>): Float64Array {
  const { batch, pixels, channels } = shape;
  const y = new Float64Array(batch * channels);
  for (let i = 0; i < batch * pixels * channels; i++) {
    const at = Math.floor(i / (pixels * channels)) * channels + (i % channels);
    y[at] = (y[at] as number) + (x[i] as number) / pixels;
  }
  return y;
}

/** Shapes: dY [batch, channels], returned [batch, pixels, channels]. */
export function globalAveragePoolGradientReference(
  shape: GlobalPoolShape,
  dY: ArrayLike<number>,
): Float64Array {
  const { batch, pixels, channels } = shape;
  return Float64Array.from(
    { length: batch * pixels * channels },
    (_, i) => (dY[Math.floor(i / (pixels * channels)) * channels + (i % channels)] as number) / pixels,
  );
}
