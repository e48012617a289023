import { add, assign, mul, sub } from '../core/expr.ts';
import { lr, momentum as momentumParameter, weightDecay } from './hyper.ts';
import type { OptimizerDeclaration } from './transform.ts';

/**
 * Classical (heavy-ball) momentum.
 *   g ← g + λ θ ;   v ← μ v + g ;   θ ← θ − η v
 * State: v, starts at 0.
 * Source: Polyak 1964; PyTorch torch.optim.SGD(momentum).
 */
export const momentum: OptimizerDeclaration<'momentum'> = {
  id: 'momentum',
  name: 'Momentum',
  help: 'Classical momentum: a velocity gathers the gradients, and each step follows the velocity.',
  hyper: [lr, momentumParameter, weightDecay],
  slots: [{ name: 'v', symbol: 'v' }],
  program: [
    assign('g', add('g', mul('weightDecay', 'theta'))),
    assign('v', add(mul('momentum', 'v'), 'g')),
    assign('theta', sub('theta', mul('lr', 'v'))),
  ],
  differs: 'Keras and Sutskever keep the learning rate inside the velocity; the two part once it changes.',
  source: 'Polyak 1964; PyTorch torch.optim.SGD(momentum)',
};
