import type { Assignment, Operand } from '../../core/expr.ts';
import { assign, mul, sub } from '../../core/expr.ts';

/** θ ← θ − η · direction */
export const descend = (direction: Operand, lr: Operand = 'lr'): Assignment =>
  assign('theta', sub('theta', mul(lr, direction)));
