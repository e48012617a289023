import type { Operand } from '../../core/expr.ts';
import { add, mul } from '../../core/expr.ts';
import type { Transform } from '../transform.ts';
import { descend } from './descend.ts';
import { accumulate, velocity } from './trace.ts';

/**
 * A step of Nesterov momentum in PyTorch's form; μ⁺ is the momentum of the next step.
 *   v ← μ v + (1 − δ) g ;   θ ← θ − η (g + μ⁺ v)
 * θ is the look-ahead point, where the gradient is taken.
 * Source: Sutskever et al. 2013; PyTorch torch.optim.SGD(nesterov=True).
 */
export const nesterovStep = (now: Operand, next: Operand): Transform => ({
  slots: [velocity],
  stages: [{ kind: 'elementwise', program: [...accumulate(now), descend(add('g', mul(next, 'v')))] }],
});
