import type { Kernel } from '../kernel.ts';
import { input, output } from '../shader.ts';
import type { ElementwiseTuning } from './elementwise.ts';
import { elementwiseKernel } from './elementwise.ts';

/**
 * y = a + b, for residual connections and where two gradients meet; its own gradient is the identity for both.
 * Tunings: `elementwiseTunings`.
 *   a, b  [length]
 *   y     [length], written
 */
export function add(length: number, tuning: ElementwiseTuning): Kernel {
  const vec4 = length % 4 === 0;
  const items = vec4 ? length / 4 : length;
  const type = vec4 ? 'vec4f' : 'f32';
  return elementwiseKernel(
    {
      name: `add ${length}`,
      items,
      flops: length,
      buffers: [input('a', items, type), input('b', items, type), output('y', items, type)],
      body: 'y[i] = a[i] + b[i];',
    },
    tuning,
  );
}
