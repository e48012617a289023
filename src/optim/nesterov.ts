import { add, assign, mul, sub } from '../core/expr.ts';
import { lr, momentum, weightDecay } from './hyper.ts';
import type { OptimizerDeclaration } from './transform.ts';

/**
 * Nesterov momentum.
 *   g ← g + λ θ ;   v ← μ v + g ;   θ ← θ − η (g + μ⁺ v)
 * μ⁺ is the momentum of the next step: with a scheduled μ only this form equals the look-ahead method.
 * State: v, starts at 0.
 * Differs: Keras and Sutskever keep the learning rate inside v; the two part once it changes. PyTorch uses μ for μ⁺,
 * the same thing while μ is constant.
 * Source: Sutskever et al. 2013; PyTorch torch.optim.SGD(nesterov=True).
 */
export const nesterov: OptimizerDeclaration<'nesterov'> = {
  id: 'nesterov',
  name: 'Nesterov',
  help: 'Momentum that looks ahead: it takes the gradient where the velocity is about to carry it.',
  hyper: [lr, momentum, weightDecay],
  slots: [{ name: 'v', symbol: 'v' }],
  program: [
    assign('g', add('g', mul('weightDecay', 'theta'))),
    assign('v', add(mul('momentum', 'v'), 'g')),
    assign('theta', sub('theta', mul('lr', add('g', mul('momentumNext', 'v'))))),
  ],
  differs:
    'PyTorch’s form. Keras and Sutskever keep the learning rate inside the velocity; the two part once it changes.',
  source: 'Sutskever et al. 2013; PyTorch torch.optim.SGD(nesterov=True)',
};
