import type { ElementwiseTuning } from '../elementwise/elementwise.ts';
import { elementwiseKernel } from '../elementwise/elementwise.ts';
import type { Kernel } from '../kernel.ts';
import { input, output } from '../shader.ts';
import type { PoolShape } from './pool.ts';
import { eachWindow, poolInputLength, poolName, poolOutput, poolOutputLength, position } from './pool.ts';

/**
 * Average pool without padding. Tunings of this and the gradient: `elementwiseTunings`.
 *   x  [batch, height, width, channels]
 *   y  [batch, outHeight, outWidth, channels], written: the mean of each window
 */
export function averagePool(shape: PoolShape, tuning: ElementwiseTuning): Kernel {
  const { height, width, channels, size, stride } = shape;
  const out = poolOutput(shape);
  const length = poolOutputLength(shape);
  return elementwiseKernel(
    {
      name: poolName('average-pool', shape),
      items: length,
      flops: length * size * size,
      buffers: [input('x', poolInputLength(shape)), output('y', length)],
      body: `${position(out.height, out.width, channels)}
let corner = ((b * ${height}u + y_ * ${stride}u) * ${width}u + x_ * ${stride}u) * ${channels}u + c;
var sum = 0.0;
for (var p = 0u; p < ${size * size}u; p++) {
sum += x[corner + (p / ${size}u * ${width}u + p % ${size}u) * ${channels}u];
}
y[i] = sum / ${size * size}.0;`,
    },
    tuning,
  );
}

/**
 * Gradient of the average pool: dX = Σ dY / size² over the windows over a position, in the order of the windows.
 *   dY  [batch, outHeight, outWidth, channels]
 *   dX  [batch, height, width, channels], written
 */
export function averagePoolGradient(shape: PoolShape, tuning: ElementwiseTuning): Kernel {
  const { height, width, channels, size } = shape;
  return elementwiseKernel(
    {
      name: poolName('average-pool-gradient', shape),
      items: poolInputLength(shape),
      flops: poolOutputLength(shape) * size * size,
      buffers: [input('dY', poolOutputLength(shape)), output('dX', poolInputLength(shape))],
      body: `${position(height, width, channels)}
var sum = 0.0;
${eachWindow(shape, 'sum += dY[out];')}
dX[i] = sum / ${size * size}.0;`,
    },
    tuning,
  );
}
