import { add, assign, mul, sub } from '../core/expr.ts';
import { lr, weightDecay } from './hyper.ts';
import type { OptimizerDeclaration } from './transform.ts';

/**
 * Stochastic gradient descent.
 *   g ← g + λ θ ;   θ ← θ − η g
 * State: none.
 * Source: Robbins & Monro 1951; PyTorch torch.optim.SGD.
 */
export const sgd: OptimizerDeclaration<'sgd'> = {
  id: 'sgd',
  name: 'SGD',
  help: 'Plain gradient descent: each step follows the gradient of its batch and remembers nothing.',
  hyper: [lr, weightDecay],
  slots: [],
  program: [
    assign('g', add('g', mul('weightDecay', 'theta'))),
    assign('theta', sub('theta', mul('lr', 'g'))),
  ],
  differs: 'The libraries agree.',
  source: 'Robbins & Monro 1951; PyTorch torch.optim.SGD',
};
