import type { Assignment, Operand } from '../../core/expr.ts';
import { add, assign, div, max, mul, sqrt, sub } from '../../core/expr.ts';
import type { Group, Slot, Transform } from '../transform.ts';
import { averageGradient, averageSquare, firstMoment, gathered, secondMoment } from './moments.ts';

const largestSecondMoment: Slot = { name: 'sMax', symbol: '\\hat{s}' };

export interface AdamScope {
  /** Divides by the largest s so far. */
  readonly amsgrad?: boolean;
  readonly group?: Group;
  readonly lr?: Operand;
}

/**
 * A step of Adam.
 *   m ← β₁ m + (1 − β₁) g ;   s ← β₂ s + (1 − β₂) g²
 *   θ ← θ − η / (1 − β₁ᵗ) · m / (√s / √(1 − β₂ᵗ) + ε)
 * Source: Kingma & Ba 2015; PyTorch torch.optim.Adam, which divides in this order.
 */
export function adamStep({ amsgrad = false, lr = 'lr', ...group }: AdamScope = {}): Transform {
  const largest: Assignment[] = amsgrad ? [assign('sMax', max('sMax', 's'))] : [];
  const root = div(sqrt(amsgrad ? 'sMax' : 's'), sqrt(gathered('beta2')));
  const step = mul(div(lr, gathered('beta1')), div('m', add(root, 'eps')));
  const program = [averageGradient, averageSquare('beta2'), ...largest, assign('theta', sub('theta', step))];
  return {
    slots: [firstMoment, secondMoment, ...(amsgrad ? [largestSecondMoment] : [])],
    stages: [{ kind: 'elementwise', program, ...group }],
  };
}
