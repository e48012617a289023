import { DownhillError } from '../core/errors.ts';
import type { Shape } from '../core/shape.ts';
import { shapeText } from '../core/shape.ts';
import type { Layer } from './layer.ts';

/**
 * 2×2 max pooling, stride 2; an odd last row or column is dropped.
 * @throws DownhillError when the input is less than 2 high or wide
 */
export function maxPool(name: string, input: Shape): Layer {
  const [height = 0, width = 0, channels = 0] = input;
  if (height < 2 || width < 2) {
    throw new DownhillError({
      code: 'spec',
      path: 'model.filters',
      message: `${name}: a 2×2 pool needs at least 2 × 2, got ${shapeText(input)}; use fewer conv layers`,
    });
  }
  return {
    name,
    kind: 'max pool 2×2',
    outputShape: [Math.floor(height / 2), Math.floor(width / 2), channels],
    parameters: [],
    forward: (ops, x) => ops.maxPool2d(x),
  };
}
