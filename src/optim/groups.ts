import type { Shape } from '../core/shape.ts';
import type { Group } from './transform.ts';

/**
 * Which rule a parameter follows where an optimizer has two: kernels and dense weights are matrices, those of the logits
 * and the places of tokens are not.
 */
export const groupOf = ({ name, shape }: { readonly name: string; readonly shape: Shape }): Group =>
  shape.length >= 2 && !name.startsWith('logits/') && !name.endsWith('/positions') ? 'matrices' : 'others';

/** A kernel seen as a matrix: all leading dimensions are rows, the last is columns. `[3, 3, 8, 16]` is `[72, 16]`. */
export function matrixShape(shape: Shape): readonly [rows: number, cols: number] {
  const cols = shape.at(-1) ?? 1;
  return [shape.slice(0, -1).reduce((product, size) => product * size, 1), cols];
}
