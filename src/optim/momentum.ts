import { dampening, lr, momentum as momentumParameter, weightDecay } from './hyperparams.ts';
import type { OptimizerDeclaration } from './transform.ts';
import { descend } from './transforms/descend.ts';
import { accumulate, velocity } from './transforms/trace.ts';
import { weightDecay as decays, decoupled } from './transforms/weight-decay.ts';

const decoupledDecay = decoupled(false);

/**
 * Classical (heavy-ball) momentum.
 *   v ← μ v + (1 − δ) g ;   θ ← θ − η v
 * State: v, starts at 0; the first gradient enters it undampened.
 * Differs: Keras and Sutskever keep the learning rate inside v. PyTorch ignores δ where μ is exactly 0.
 * Source: Polyak 1964; PyTorch torch.optim.SGD(momentum, dampening).
 */
export const momentum: OptimizerDeclaration<'momentum'> = {
  id: 'momentum',
  name: 'Momentum',
  family: 'momentum',
  help: 'Classical momentum: a velocity gathers the gradients, and each step follows the velocity.',
  hyperparams: [lr, momentumParameter, dampening, weightDecay],
  options: [decoupledDecay],
  momentumKey: 'momentum',
  transforms: (options) => [
    decays(decoupledDecay, options),
    { slots: [velocity], stages: [{ kind: 'elementwise', program: [...accumulate(), descend('v')] }] },
  ],
  differs: 'Keras and Sutskever keep the learning rate inside the velocity; the two part once it changes.',
  source: 'Polyak 1964; PyTorch torch.optim.SGD(momentum)',
};
