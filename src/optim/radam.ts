import type { Expr } from '../core/expr.ts';
import { add, assign, div, mul, pow, select, sqrt, sub } from '../core/expr.ts';
import { adaptiveLr, beta1, beta2, eps, weightDecay } from './hyperparams.ts';
import type { Transform } from './transform.ts';
import { declareOptimizer } from './transform.ts';
import { averageGradient, averageSquare, firstMoment, gathered, secondMoment } from './transforms/moments.ts';
import { weightDecay as decays, decoupled } from './transforms/weight-decay.ts';

const decoupledDecay = decoupled(false);

/** (ρ − 4)(ρ − 2) */
const spread = (rho: string): Expr => mul(sub(rho, 4), sub(rho, 2));

const rectification = sqrt(div(mul(spread('rho'), 'rhoMax'), mul(spread('rhoMax'), 'rho')));

const step: Transform = {
  slots: [firstMoment, secondMoment],
  stages: [
    {
      kind: 'elementwise',
      program: [
        averageGradient,
        averageSquare('beta2'),
        assign('rhoMax', sub(div(2, sub(1, 'beta2')), 1)),
        assign('rho', sub('rhoMax', div(mul(mul(2, 't'), pow('beta2', 't')), gathered('beta2')))),
        // 0 stands for no rectification yet: below 5 the root may be of a negative number
        assign('r', select(sub('rho', 5), mul(rectification, sqrt(gathered('beta2'))), 0)),
        assign('u', select('r', mul('r', div('m', add(sqrt('s'), 'eps'))), 'm')),
        assign('theta', sub('theta', mul(div('lr', gathered('beta1')), 'u'))),
      ],
    },
  ],
};

/**
 * Rectified Adam: plain momentum until enough steps have gone into s, then Adam with its variance rectified.
 *   m, s as Adam ;   ρ_∞ = 2/(1 − β₂) − 1 ;   ρ_t = ρ_∞ − 2 t β₂ᵗ/(1 − β₂ᵗ)
 *   r_t = √((ρ_t − 4)(ρ_t − 2) ρ_∞ / ((ρ_∞ − 4)(ρ_∞ − 2) ρ_t))
 *   θ ← θ − η m/(1 − β₁ᵗ) · (ρ_t > 5 ? r_t √(1 − β₂ᵗ)/(√s + ε) : 1)
 * State: m and s, start at 0.
 */
export const radam = declareOptimizer({
  id: 'radam',
  name: 'RAdam',
  family: 'adaptive',
  hyperparams: [adaptiveLr, beta1, beta2, eps, weightDecay],
  options: [decoupledDecay],
  momentumKey: 'beta1',
  transforms: (options) => [decays(decoupledDecay, options), step],
  source: 'Liu et al. 2020; PyTorch torch.optim.RAdam',
});
