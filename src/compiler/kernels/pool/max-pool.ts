import type { ElementwiseTuning } from '../elementwise/elementwise.ts';
import { elementwiseKernel } from '../elementwise/elementwise.ts';
import type { Kernel } from '../kernel.ts';
import { input, output } from '../shader.ts';
import type { PoolShape } from './pool.ts';
import { eachWindow, poolInputLength, poolName, poolOutput, poolOutputLength, position } from './pool.ts';

/**
 * Max pool without padding. Tunings of this and the gradient: `elementwiseTunings`.
 *   x       [batch, height, width, channels]
 *   y       [batch, outHeight, outWidth, channels], written
 *   argmax  u32 as y, written: where in its window the largest value is, counted row by row; the first of equals
 */
export function maxPool(shape: PoolShape, tuning: ElementwiseTuning): Kernel {
  const { height, width, channels, size, stride } = shape;
  const out = poolOutput(shape);
  const length = poolOutputLength(shape);
  return elementwiseKernel(
    {
      name: poolName('max-pool', shape),
      items: length,
      flops: 0,
      buffers: [input('x', poolInputLength(shape)), output('y', length), output('argmax', length, 'u32')],
      body: `${position(out.height, out.width, channels)}
let corner = ((b * ${height}u + y_ * ${stride}u) * ${width}u + x_ * ${stride}u) * ${channels}u + c;
var largest = x[corner];
var at = 0u;
for (var p = 1u; p < ${size * size}u; p++) {
let value = x[corner + (p / ${size}u * ${width}u + p % ${size}u) * ${channels}u];
if (value > largest) { largest = value; at = p; }
}
y[i] = largest;
argmax[i] = at;`,
    },
    tuning,
  );
}

/**
 * Gradient of the max pool, gathered by input position: dX = Σ dY over the windows whose largest value it was, in
 * the order of the windows.
 *   dY, argmax  [batch, outHeight, outWidth, channels]
 *   dX          [batch, height, width, channels], written
 */
export function maxPoolGradient(shape: PoolShape, tuning: ElementwiseTuning): Kernel {
  const { height, width, channels } = shape;
  const length = poolOutputLength(shape);
  return elementwiseKernel(
    {
      name: poolName('max-pool-gradient', shape),
      items: poolInputLength(shape),
      flops: 0,
      buffers: [input('dY', length), input('argmax', length, 'u32'), output('dX', poolInputLength(shape))],
      body: `${position(height, width, channels)}
var sum = 0.0;
${eachWindow(shape, 'if (argmax[out] == within) { sum += dY[out]; }')}
dX[i] = sum;`,
    },
    tuning,
  );
}
