import { dampening, lr, momentum, weightDecay } from './hyperparams.ts';
import { declareOptimizer } from './transform.ts';
import { nesterovStep } from './transforms/nesterov-step.ts';
import { weightDecay as decays, decoupled } from './transforms/weight-decay.ts';

const decoupledDecay = decoupled(false);

/**
 * Nesterov momentum.
 *   v ← μ v + (1 − δ) g ;   θ ← θ − η (g + μ⁺ v)
 * μ⁺ is the momentum of the next step: with a scheduled μ only this form equals the look-ahead method.
 * State: v, starts at 0; the first gradient enters it undampened.
 */
export const nesterov = declareOptimizer({
  id: 'nesterov',
  name: 'Nesterov',
  family: 'momentum',
  hyperparams: [lr, momentum, dampening, weightDecay],
  options: [decoupledDecay],
  momentumKey: 'momentum',
  transforms: (options) => [decays(decoupledDecay, options), nesterovStep('momentum', 'momentumNext')],
  source: 'Sutskever et al. 2013; PyTorch torch.optim.SGD(nesterov=True)',
});
