import { yesOrNo } from '../core/setting.ts';
import { adaptiveLr, beta1, beta2, eps, weightDecay } from './hyperparams.ts';
import { isOn } from './options.ts';
import type { Option } from './transform.ts';
import { declareOptimizer } from './transform.ts';
import { adamStep } from './transforms/adam-step.ts';
import { weightDecay as decays, decoupled } from './transforms/weight-decay.ts';

const decoupledDecay = decoupled(false);

const amsgrad: Option<'amsgrad'> = { key: 'amsgrad', ...yesOrNo(false) };

/**
 * Adam.
 *   m ← β₁ m + (1 − β₁) g ;   s ← β₂ s + (1 − β₂) g²
 *   θ ← θ − η / (1 − β₁ᵗ) · m / (√s / √(1 − β₂ᵗ) + ε)
 * AMSGrad: ŝ ← max(ŝ, s) in place of s.
 * State: m and s, and ŝ with AMSGrad, start at 0.
 */
export const adam = declareOptimizer({
  id: 'adam',
  name: 'Adam',
  family: 'adaptive',
  hyperparams: [adaptiveLr, beta1, beta2, eps, weightDecay],
  options: [amsgrad, decoupledDecay],
  momentumKey: 'beta1',
  transforms: (options) => [decays(decoupledDecay, options), adamStep({ amsgrad: isOn(amsgrad, options) })],
  source: 'Kingma & Ba 2015; Reddi et al. 2018 (AMSGrad); PyTorch torch.optim.Adam',
});
