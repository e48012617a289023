import { add, div, sub } from '../core/expr.ts';
import { dampening, lr, weightDecay } from './hyperparams.ts';
import { declareOptimizer } from './transform.ts';
import { nesterovStep } from './transforms/nesterov-step.ts';
import { weightDecay as decays, decoupled } from './transforms/weight-decay.ts';

const decoupledDecay = decoupled(false);

/**
 * Nesterov's accelerated gradient of 1983, in the form with μ_t = (t − 1)/(t + 2).
 *   v ← μ_{t−1} v + (1 − δ) g ;   θ ← θ − η (g + μ_t v)
 * θ is the point y where the gradient is taken, one extrapolation ahead of the paper's x.
 * State: v, starts at 0.
 */
export const nesterov1983 = declareOptimizer({
  id: 'nesterov1983',
  name: 'Nesterov 1983',
  family: 'momentum',
  hyperparams: [lr, dampening, weightDecay],
  options: [decoupledDecay],
  momentumKey: null,
  transforms: (options) => [
    decays(decoupledDecay, options),
    nesterovStep(div(sub('t', 2), add('t', 1)), div(sub('t', 1), add('t', 2))),
  ],
  source: 'Nesterov 1983; Su, Boyd & Candès 2014, eq. (1)',
});
