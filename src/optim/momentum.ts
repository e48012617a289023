import { dampening, lr, momentum as momentumParameter, weightDecay } from './hyperparams.ts';
import { declareOptimizer } from './transform.ts';
import { descend } from './transforms/descend.ts';
import { accumulate, velocity } from './transforms/trace.ts';
import { weightDecay as decays, decoupled } from './transforms/weight-decay.ts';

const decoupledDecay = decoupled(false);

/**
 * Classical (heavy-ball) momentum.
 *   v ← μ v + (1 − δ) g ;   θ ← θ − η v
 * State: v, starts at 0; the first gradient enters it undampened.
 */
export const momentum = declareOptimizer({
  id: 'momentum',
  name: 'Momentum',
  family: 'momentum',
  hyperparams: [lr, momentumParameter, dampening, weightDecay],
  options: [decoupledDecay],
  momentumKey: 'momentum',
  transforms: (options) => [
    decays(decoupledDecay, options),
    { slots: [velocity], stages: [{ kind: 'elementwise', program: [...accumulate(), descend('v')] }] },
  ],
  source: 'Polyak 1964; PyTorch torch.optim.SGD(momentum)',
});
