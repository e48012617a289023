import type { Assignment, Operand } from '../../core/expr.ts';
import { add, assign, mul, select, sub } from '../../core/expr.ts';
import type { Slot } from '../transform.ts';

export const velocity: Slot = { name: 'v', symbol: 'v' };

/**
 * The velocity gathers the gradients.
 *   v ← μ v + (1 − δ) g, the first gradient undampened
 * Source: PyTorch torch.optim.SGD, whose buffer starts as the first gradient.
 */
export const gather = (momentum: Operand = 'momentum'): Assignment =>
  assign('v', add(mul(momentum, 'v'), mul(select(sub('t', 1), sub(1, 'dampening'), 1), 'g')));
