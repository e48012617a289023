import { dampening, lr, momentum, weightDecay } from './hyperparams.ts';
import type { OptimizerDeclaration } from './transform.ts';
import { nesterovStep } from './transforms/nesterov-step.ts';
import { weightDecay as decays, decoupled } from './transforms/weight-decay.ts';

const decoupledDecay = decoupled(false);

/**
 * Nesterov momentum.
 *   v ← μ v + (1 − δ) g ;   θ ← θ − η (g + μ⁺ v)
 * μ⁺ is the momentum of the next step: with a scheduled μ only this form equals the look-ahead method.
 * State: v, starts at 0; the first gradient enters it undampened.
 * Differs: Keras and Sutskever keep the learning rate inside v; the two part once it changes. PyTorch uses μ for μ⁺,
 * the same thing while μ is constant, and refuses δ.
 * Source: Sutskever et al. 2013; PyTorch torch.optim.SGD(nesterov=True).
 */
export const nesterov: OptimizerDeclaration<'nesterov'> = {
  id: 'nesterov',
  name: 'Nesterov',
  family: 'momentum',
  help: 'Momentum that looks ahead: it takes the gradient where the velocity is about to carry it.',
  hyperparams: [lr, momentum, dampening, weightDecay],
  options: [decoupledDecay],
  momentumKey: 'momentum',
  transforms: (options) => [decays(decoupledDecay, options), nesterovStep('momentum', 'momentumNext')],
  differs:
    'PyTorch’s form. Keras and Sutskever keep the learning rate inside the velocity; the two part once it changes.',
  source: 'Sutskever et al. 2013; PyTorch torch.optim.SGD(nesterov=True)',
};
