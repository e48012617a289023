import { adaptiveLr, beta1, beta2, eps, weightDecay } from './hyperparams.ts';
import type { OptimizerDeclaration } from './transform.ts';
import { adamStep } from './transforms/adam-step.ts';
import { weightDecay as decays, decoupled } from './transforms/weight-decay.ts';

const decoupledDecay = decoupled(true);

/**
 * Adam with decoupled weight decay.
 *   θ ← θ (1 − η λ) ;   m ← β₁ m + (1 − β₁) g ;   s ← β₂ s + (1 − β₂) g²
 *   θ ← θ − η / (1 − β₁ᵗ) · m / (√s / √(1 − β₂ᵗ) + ε)
 * State: m and s, start at 0.
 * Differs: the paper multiplies λ by the schedule's factor alone, PyTorch by the whole learning rate.
 * Source: Loshchilov & Hutter 2019; PyTorch torch.optim.AdamW.
 */
export const adamw: OptimizerDeclaration<'adamw'> = {
  id: 'adamw',
  name: 'AdamW',
  family: 'adaptive',
  help: 'Adam whose weight decay shrinks the weights themselves, untouched by the scaling of their gradients.',
  hyperparams: [adaptiveLr, beta1, beta2, eps, { ...weightDecay, default: 0.01, max: 0.5 }],
  options: [decoupledDecay],
  momentumKey: 'beta1',
  transforms: (options) => [decays(decoupledDecay, options), adamStep()],
  differs:
    'PyTorch’s: the decay is η λ. The paper takes λ times the schedule’s factor, without the learning rate.',
  source: 'Loshchilov & Hutter 2019; PyTorch torch.optim.AdamW',
};
