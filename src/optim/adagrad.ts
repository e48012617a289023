import { add, assign, div, sqrt, square } from '../core/expr.ts';
import { eps, lr, weightDecay } from './hyperparams.ts';
import { declareOptimizer } from './transform.ts';
import { descend } from './transforms/descend.ts';
import { secondMoment } from './transforms/moments.ts';
import { weightDecay as decays, decoupled } from './transforms/weight-decay.ts';

const decoupledDecay = decoupled(false);

/**
 * Adagrad.
 *   s ← s + g² ;   θ ← θ − η g / (√s + ε)
 * State: s, starts at 0.
 */
export const adagrad = declareOptimizer({
  id: 'adagrad',
  name: 'Adagrad',
  family: 'adaptive',
  hyperparams: [{ ...lr, default: 0.01 }, { ...eps, default: 1e-10 }, weightDecay],
  options: [decoupledDecay],
  momentumKey: null,
  transforms: (options) => [
    decays(decoupledDecay, options),
    {
      slots: [secondMoment],
      stages: [
        {
          kind: 'elementwise',
          program: [assign('s', add('s', square('g'))), descend(div('g', add(sqrt('s'), 'eps')))],
        },
      ],
    },
  ],
  source: 'Duchi, Hazan & Singer 2011; PyTorch torch.optim.Adagrad',
});
