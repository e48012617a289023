import { add, assign, div, sqrt, square } from '../core/expr.ts';
import { eps, lr, weightDecay } from './hyperparams.ts';
import type { OptimizerDeclaration } from './transform.ts';
import { descend } from './transforms/descend.ts';
import { secondMoment } from './transforms/moments.ts';
import { weightDecay as decays, decoupled } from './transforms/weight-decay.ts';

const decoupledDecay = decoupled(false);

/**
 * Adagrad.
 *   s ← s + g² ;   θ ← θ − η g / (√s + ε)
 * State: s, starts at 0.
 * Differs: tfjs and TensorFlow put ε = 1e-7 inside the root and start s at 0.1.
 * Source: Duchi, Hazan & Singer 2011; PyTorch torch.optim.Adagrad.
 */
export const adagrad: OptimizerDeclaration<'adagrad'> = {
  id: 'adagrad',
  name: 'Adagrad',
  family: 'adaptive',
  help: 'Divides each weight’s gradient by the root of all its squares so far, so that steps only ever shrink.',
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
  differs: 'PyTorch’s. tfjs and TensorFlow put ε = 1e-7 inside the root and start the sum of squares at 0.1.',
  source: 'Duchi, Hazan & Singer 2011; PyTorch torch.optim.Adagrad',
};
