import type { Expr, Operand } from '../core/expr.ts';
import { add, assign, div, mul, pow, sqrt, sub } from '../core/expr.ts';
import { adaptiveLr, beta1, beta2, eps, weightDecay } from './hyperparams.ts';
import type { Parameter } from './parameter.ts';
import { parameter } from './parameter.ts';
import type { Recurrence, Transform } from './transform.ts';
import { declareOptimizer } from './transform.ts';
import { averageGradient, averageSquare, firstMoment, gathered, secondMoment } from './transforms/moments.ts';
import { weightDecay as decays, decoupled } from './transforms/weight-decay.ts';

const decoupledDecay = decoupled(false);

const momentumDecay: Parameter<'momentumDecay'> = parameter({
  key: 'momentumDecay',
  symbol: '\\psi',
  default: 0.004,
  min: 1e-4,
  max: 1,
  scale: 'log',
  valid: { min: 0 },
});

/** μ at a step: β₁ (1 − ½ · 0.96^{ψ step}) */
const momentumAt = (beta: Operand, step: Operand): Expr =>
  mul(beta, sub(1, mul(0.5, pow(0.96, mul('momentumDecay', step)))));

const now = momentumAt('beta1', 't');
const next = momentumAt('beta1Next', add('t', 1));

const product: Recurrence = {
  name: 'momentumProduct',
  symbol: 'P',
  initial: 1,
  value: mul('momentumProduct', now),
};

const step: Transform = {
  slots: [firstMoment, secondMoment],
  recurrences: [product],
  stages: [
    {
      kind: 'elementwise',
      program: [
        averageGradient,
        averageSquare('beta2'),
        assign('mu', now),
        assign('muNext', next),
        assign(
          'u',
          add(
            mul(div(sub(1, 'mu'), sub(1, 'momentumProduct')), 'g'),
            mul(div('muNext', sub(1, mul('momentumProduct', 'muNext'))), 'm'),
          ),
        ),
        assign('theta', sub('theta', mul('lr', div('u', add(sqrt(div('s', gathered('beta2'))), 'eps'))))),
      ],
    },
  ],
};

/**
 * Adam with Nesterov momentum.
 *   μ_t = β₁ (1 − ½ · 0.96^{ψ t}) ;   P_t = P_{t−1} μ_t ;   m, s as Adam
 *   θ ← θ − η ((1 − μ_t)/(1 − P_t) g + μ_{t+1}/(1 − P_{t+1}) m) / (√(s / (1 − β₂ᵗ)) + ε)
 * State: m and s, start at 0; the host keeps P.
 */
export const nadam = declareOptimizer({
  id: 'nadam',
  name: 'NAdam',
  family: 'adaptive',
  hyperparams: [adaptiveLr, beta1, beta2, eps, momentumDecay, weightDecay],
  options: [decoupledDecay],
  momentumKey: 'beta1',
  transforms: (options) => [decays(decoupledDecay, options), step],
  source: 'Dozat 2016; PyTorch torch.optim.NAdam',
});
