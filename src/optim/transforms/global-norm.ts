import type { Assignment } from '../../core/expr.ts';
import { assign, sqrt, square } from '../../core/expr.ts';
import type { Stage } from '../transform.ts';

/** The Euclidean norm of all gradients together, as the step scalar `norm`; `more` works on step scalars after it. */
export const globalNorm = (more: readonly Assignment[] = []): Stage => ({
  kind: 'reduce',
  sum: square('g'),
  into: 'norm',
  finish: [assign('norm', sqrt('norm')), ...more],
});
