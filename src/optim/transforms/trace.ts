import type { Assignment, Operand } from '../../core/expr.ts';
import { add, assign, mul, select, sub } from '../../core/expr.ts';
import type { Slot } from '../transform.ts';

export const velocity: Slot = { name: 'v', symbol: 'v' };

/**
 * Accumulates the gradients in the velocity.
 *   d ← t > 1 ? 1 − δ : 1 ;   v ← μ v + d g
 * Source: PyTorch torch.optim.SGD, whose buffer starts as the first gradient, undampened.
 */
export const accumulate = (momentum: Operand = 'momentum'): readonly Assignment[] => [
  assign('d', select(sub('t', 1), sub(1, 'dampening'), 1)),
  assign('v', add(mul(momentum, 'v'), mul('d', 'g'))),
];
