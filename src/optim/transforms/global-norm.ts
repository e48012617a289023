import type { Assignment } from '../../core/expr.ts';
import { assign, sqrt, square } from '../../core/expr.ts';
import type { Stage } from '../transform.ts';

/** The Euclidean norm of all gradients together, as the signal `norm`; `more` works on signals after it. */
export const globalNorm = (more: readonly Assignment[] = []): Stage => ({
  tier: 'reduce',
  sum: square('g'),
  into: 'norm',
  finish: [assign('norm', sqrt('norm')), ...more],
});
