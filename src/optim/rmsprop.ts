import type { Assignment } from '../core/expr.ts';
import { add, assign, div, max, mul, sqrt, square, sub } from '../core/expr.ts';
import { adaptiveLr, decay, eps, momentum, weightDecay } from './hyperparams.ts';
import { isOn } from './options.ts';
import type { OptimizerDeclaration, Option, Slot, Transform } from './transform.ts';
import { descend } from './transforms/descend.ts';
import { averageSquare, secondMoment } from './transforms/moments.ts';
import { velocity } from './transforms/trace.ts';
import { weightDecay as decays, decoupled } from './transforms/weight-decay.ts';

const decoupledDecay = decoupled(false);

const centered: Option = {
  key: 'centered',
  label: 'centered',
  help: 'Divides by the spread of the gradients around their average instead of by their size.',
  default: false,
};

const average: Slot = { name: 'q', symbol: 'q' };
const averageGradient: Assignment = assign('q', add(mul('decay', 'q'), mul(sub(1, 'decay'), 'g')));

function step(isCentered: boolean): Transform {
  // s − q² is a variance; rounding alone can take it below 0
  const variance = isCentered ? max(0, sub('s', square('q'))) : 's';
  return {
    slots: [secondMoment, ...(isCentered ? [average] : []), velocity],
    stages: [
      {
        kind: 'elementwise',
        program: [
          averageSquare('decay'),
          ...(isCentered ? [averageGradient] : []),
          assign('v', add(mul('momentum', 'v'), div('g', add(sqrt(variance), 'eps')))),
          descend('v'),
        ],
      },
    ],
  };
}

/**
 * RMSprop.
 *   s ← α s + (1 − α) g² ;   v ← μ v + g / (√s + ε) ;   θ ← θ − η v
 * Centered: q ← α q + (1 − α) g, and √(s − q²) in place of √s.
 * State: s and v, and q where centered, start at 0.
 * Differs: tfjs and TensorFlow put ε inside the root, keep η inside v and take α = 0.9; centered tfjs subtracts ε.
 * Source: Tieleman & Hinton 2012; Graves 2013 (centered); PyTorch torch.optim.RMSprop.
 */
export const rmsprop: OptimizerDeclaration<'rmsprop'> = {
  id: 'rmsprop',
  name: 'RMSprop',
  family: 'adaptive',
  help: 'Divides each weight’s gradient by the root of the average of its squares, so that all weights move alike.',
  hyperparams: [adaptiveLr, { ...momentum, default: 0 }, decay, eps, weightDecay],
  options: [centered, decoupledDecay],
  momentumKey: 'momentum',
  transforms: (options) => [decays(decoupledDecay, options), step(isOn(centered, options))],
  differs:
    'PyTorch’s. tfjs puts ε inside the root, keeps the learning rate inside the velocity and averages with 0.9; its centered form fails on vanishing gradients.',
  source: 'Tieleman & Hinton 2012; PyTorch torch.optim.RMSprop',
};
