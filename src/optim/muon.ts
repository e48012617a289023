import { add, assign, mul } from '../core/expr.ts';
import { yesOrNo } from '../core/setting.ts';
import { beta1, beta2, eps, lr, momentum, weightDecay } from './hyperparams.ts';
import { isOn } from './options.ts';
import type { Parameter } from './parameter.ts';
import { parameter } from './parameter.ts';
import type { Option, OptionValues, Transform } from './transform.ts';
import { declareOptimizer } from './transform.ts';
import { adamStep } from './transforms/adam-step.ts';
import { descend } from './transforms/descend.ts';
import { firstMoment } from './transforms/moments.ts';
import { orthogonalize } from './transforms/orthogonalize.ts';
import { weightDecay as decays, decoupled } from './transforms/weight-decay.ts';

const decoupledDecay = decoupled(true);

const looksAhead: Option<'nesterov'> = { key: 'nesterov', ...yesOrNo(true) };

const lrShare: Parameter<'lrShare'> = parameter({
  key: 'lrShare',
  symbol: '\\kappa',
  default: 0.05,
  min: 1e-3,
  max: 1,
  scale: 'log',
  breaks: { toward: 'higher', past: 1 },
  valid: { min: 0 },
});

const othersLr = mul('lr', 'lrShare');

/** m is the velocity of matrices, and the first moment of the others: one slot serves both. */
const accumulateMatrices = (options: OptionValues): Transform => ({
  slots: [firstMoment],
  stages: [
    {
      kind: 'elementwise',
      group: 'matrices',
      program: [
        assign('m', add(mul('momentum', 'm'), 'g')),
        assign('g', isOn(looksAhead, options) ? add('g', mul('momentumNext', 'm')) : 'm'),
      ],
    },
    orthogonalize,
  ],
});

const descendMatrices: Transform = {
  stages: [{ kind: 'elementwise', group: 'matrices', program: [descend('g')] }],
};

/**
 * Muon: momentum whose step is orthogonalized, for matrices; AdamW for the rest.
 *   matrices: m ← μ m + g ;   θ ← θ (1 − η λ) − η √max(1, cols/rows) NS₅(g + μ⁺ m)
 *   others:   AdamW with the learning rate κ η
 * Matrices are the kernels [rows, cols] = [∏ leading dimensions, last dimension] of every layer but the last.
 * State: m, and s for the others, start at 0.
 */
export const muon = declareOptimizer({
  id: 'muon',
  name: 'Muon',
  family: 'matrix',
  hyperparams: [
    { ...lr, default: 0.02 },
    { ...momentum, default: 0.95 },
    lrShare,
    beta1,
    beta2,
    eps,
    { ...weightDecay, max: 0.5 },
  ],
  options: [looksAhead, decoupledDecay],
  momentumKey: 'momentum',
  transforms: (options) =>
    isOn(decoupledDecay, options)
      ? [
          accumulateMatrices(options),
          decays(decoupledDecay, options, { group: 'matrices' }),
          descendMatrices,
          decays(decoupledDecay, options, { group: 'others', lr: othersLr }),
          adamStep({ group: 'others', lr: othersLr }),
        ]
      : [
          decays(decoupledDecay, options, { group: 'matrices' }),
          accumulateMatrices(options),
          descendMatrices,
          decays(decoupledDecay, options, { group: 'others' }),
          adamStep({ group: 'others', lr: othersLr }),
        ],
  source: 'Jordan et al. 2024, Muon',
});
