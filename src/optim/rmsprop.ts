import type { Assignment } from '../core/expr.ts';
import { add, assign, div, max, mul, sqrt, square, sub } from '../core/expr.ts';
import { yesOrNo } from '../core/setting.ts';
import { adaptiveLr, decay, eps, momentum, weightDecay } from './hyperparams.ts';
import { isOn } from './options.ts';
import type { Option, Slot, Transform } from './transform.ts';
import { declareOptimizer } from './transform.ts';
import { descend } from './transforms/descend.ts';
import { averageSquare, secondMoment } from './transforms/moments.ts';
import { velocity } from './transforms/trace.ts';
import { weightDecay as decays, decoupled } from './transforms/weight-decay.ts';

const decoupledDecay = decoupled(false);

const centered: Option<'centered'> = { key: 'centered', ...yesOrNo(false) };

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
 */
export const rmsprop = declareOptimizer({
  id: 'rmsprop',
  name: 'RMSprop',
  family: 'adaptive',
  hyperparams: [adaptiveLr, { ...momentum, default: 0 }, decay, eps, weightDecay],
  options: [centered, decoupledDecay],
  momentumKey: 'momentum',
  transforms: (options) => [decays(decoupledDecay, options), step(isOn(centered, options))],
  source: 'Tieleman & Hinton 2012; PyTorch torch.optim.RMSprop',
});
