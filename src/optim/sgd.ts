import { lr, weightDecay } from './hyperparams.ts';
import { declareOptimizer } from './transform.ts';
import { descend } from './transforms/descend.ts';
import { weightDecay as decays, decoupled } from './transforms/weight-decay.ts';

const decoupledDecay = decoupled(false);

/**
 * Stochastic gradient descent.
 *   θ ← θ − η g
 * State: none.
 */
export const sgd = declareOptimizer({
  id: 'sgd',
  name: 'SGD',
  family: 'momentum',
  hyperparams: [lr, weightDecay],
  options: [decoupledDecay],
  momentumKey: null,
  transforms: (options) => [
    decays(decoupledDecay, options),
    { stages: [{ kind: 'elementwise', program: [descend('g')] }] },
  ],
  source: 'Robbins & Monro 1951; PyTorch torch.optim.SGD',
});
