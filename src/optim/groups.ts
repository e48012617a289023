import type { ParameterRole } from '../core/parameter-role.ts';
import { roleByShape } from '../core/parameter-role.ts';
import type { Shape } from '../core/shape.ts';
import type { Group } from './transform.ts';

/** What of a parameter decides its group. */
export interface GroupedParameter {
  readonly shape: Shape;
  /** `roleByShape` where absent. */
  readonly role?: ParameterRole;
}

/** Which rule a parameter follows where an optimizer has two, by its role. */
export const groupOf = ({ shape, role = roleByShape(shape) }: GroupedParameter): Group =>
  role === 'matrix' ? 'matrices' : 'others';

/** A kernel seen as a matrix: all leading dimensions are rows, the last is columns. `[3, 3, 8, 16]` is `[72, 16]`. */
export function matrixShape(shape: Shape): readonly [rows: number, cols: number] {
  const cols = shape.at(-1) ?? 1;
  return [shape.slice(0, -1).reduce((product, size) => product * size, 1), cols];
}
