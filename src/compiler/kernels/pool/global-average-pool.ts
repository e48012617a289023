import type { ElementwiseTuning } from '../elementwise/elementwise.ts';
import { elementwiseKernel } from '../elementwise/elementwise.ts';
import type { Kernel } from '../kernel.ts';
import { input, output } from '../shader.ts';

export interface GlobalPoolShape {
  readonly batch: number;
  /** height · width. */
  readonly pixels: number;
  readonly channels: number;
}

const nameOf = (kind: string, { batch, pixels, channels }: GlobalPoolShape): string =>
  `${kind} ${batch}×${pixels}×${channels}`;

/** How many sums a mean is made of, by the shape alone; more than one keeps rounding errors small. */
const parts = 4;

/**
 * Mean over height and width. Tunings of this and the gradient: `elementwiseTunings`.
 *   x  [batch, pixels, channels]
 *   y  [batch, channels], written
 */
export function globalAveragePool(shape: GlobalPoolShape, tuning: ElementwiseTuning): Kernel {
  const { batch, pixels, channels } = shape;
  const whole = Math.floor(pixels / parts) * parts;
  return elementwiseKernel(
    {
      name: nameOf('global-average-pool', shape),
      items: batch * channels,
      flops: batch * pixels * channels,
      buffers: [input('x', batch * pixels * channels), output('y', batch * channels)],
      body: `let corner = i / ${channels}u * ${pixels * channels}u + i % ${channels}u;
var sum = vec4f(0.0);
for (var p = 0u; p < ${whole}u; p += ${parts}u) {
let at = corner + p * ${channels}u;
sum += vec4f(x[at], x[at + ${channels}u], x[at + ${2 * channels}u], x[at + ${3 * channels}u]);
}
for (var p = ${whole}u; p < ${pixels}u; p++) { sum.x += x[corner + p * ${channels}u]; }
y[i] = ((sum.x + sum.y) + (sum.z + sum.w)) / ${pixels}.0;`,
    },
    { ...tuning, perInvocation: 1 },
  );
}

/**
 * Gradient of the global average pool: dX = dY / pixels.
 *   dY  [batch, channels]
 *   dX  [batch, pixels, channels], written
 */
export function globalAveragePoolGradient(shape: GlobalPoolShape, tuning: ElementwiseTuning): Kernel {
  const { batch, pixels, channels } = shape;
  return elementwiseKernel(
    {
      name: nameOf('global-average-pool-gradient', shape),
      items: batch * pixels * channels,
      flops: 0,
      buffers: [input('dY', batch * channels), output('dX', batch * pixels * channels)],
      body: `dX[i] = dY[i / ${pixels * channels}u * ${channels}u + i % ${channels}u] / ${pixels}.0;`,
    },
    tuning,
  );
}
