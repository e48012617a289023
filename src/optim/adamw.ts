import { adaptiveLr, beta1, beta2, eps, weightDecay } from './hyperparams.ts';
import { declareOptimizer } from './transform.ts';
import { adamStep } from './transforms/adam-step.ts';
import { weightDecay as decays, decoupled } from './transforms/weight-decay.ts';

const decoupledDecay = decoupled(true);

/**
 * Adam with decoupled weight decay.
 *   θ ← θ (1 − η λ) ;   m ← β₁ m + (1 − β₁) g ;   s ← β₂ s + (1 − β₂) g²
 *   θ ← θ − η / (1 − β₁ᵗ) · m / (√s / √(1 − β₂ᵗ) + ε)
 * State: m and s, start at 0.
 */
export const adamw = declareOptimizer({
  id: 'adamw',
  name: 'AdamW',
  family: 'adaptive',
  hyperparams: [adaptiveLr, beta1, beta2, eps, { ...weightDecay, default: 0.01, max: 0.5 }],
  options: [decoupledDecay],
  momentumKey: 'beta1',
  transforms: (options) => [decays(decoupledDecay, options), adamStep()],
  source: 'Loshchilov & Hutter 2019; PyTorch torch.optim.AdamW',
});
