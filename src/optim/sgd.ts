import { lr, weightDecay } from './hyperparams.ts';
import type { OptimizerDeclaration } from './transform.ts';
import { descend } from './transforms/descend.ts';
import { weightDecay as decays, decoupled } from './transforms/weight-decay.ts';

const decoupledDecay = decoupled(false);

/**
 * Stochastic gradient descent.
 *   θ ← θ − η g
 * State: none.
 * Source: Robbins & Monro 1951; PyTorch torch.optim.SGD.
 */
export const sgd: OptimizerDeclaration<'sgd'> = {
  id: 'sgd',
  name: 'SGD',
  family: 'momentum',
  help: 'Plain gradient descent: each step follows the gradient of its batch and remembers nothing.',
  hyperparams: [lr, weightDecay],
  options: [decoupledDecay],
  momentumKey: null,
  transforms: (options) => [
    decays(decoupledDecay, options),
    { stages: [{ kind: 'elementwise', program: [descend('g')] }] },
  ],
  differs: 'The libraries agree.',
  source: 'Robbins & Monro 1951; PyTorch torch.optim.SGD',
};
