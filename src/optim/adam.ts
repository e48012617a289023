import { adaptiveLr, beta1, beta2, eps, weightDecay } from './hyperparams.ts';
import { isOn } from './options.ts';
import type { OptimizerDeclaration, Option } from './transform.ts';
import { adamStep } from './transforms/adam-step.ts';
import { weightDecay as decays, decoupled } from './transforms/weight-decay.ts';

const decoupledDecay = decoupled(false);

const amsgrad: Option = {
  key: 'amsgrad',
  label: 'AMSGrad',
  help: 'Divides by the largest average of squared gradients so far, so that steps never grow back.',
  default: false,
};

/**
 * Adam.
 *   m ← β₁ m + (1 − β₁) g ;   s ← β₂ s + (1 − β₂) g²
 *   θ ← θ − η / (1 − β₁ᵗ) · m / (√s / √(1 − β₂ᵗ) + ε)
 * AMSGrad: ŝ ← max(ŝ, s) in place of s.
 * State: m and s, and ŝ with AMSGrad, start at 0.
 * Differs: TensorFlow and tfjs take ε = 1e-7, and tfjs holds 1 − β₂ᵗ in float32.
 * Source: Kingma & Ba 2015; Reddi et al. 2018 for AMSGrad; PyTorch torch.optim.Adam.
 */
export const adam: OptimizerDeclaration<'adam'> = {
  id: 'adam',
  name: 'Adam',
  family: 'adaptive',
  help: 'Momentum with a step size for each weight, from the average of its squared gradients.',
  hyperparams: [adaptiveLr, beta1, beta2, eps, weightDecay],
  options: [amsgrad, decoupledDecay],
  momentumKey: 'beta1',
  transforms: (options) => [decays(decoupledDecay, options), adamStep({ amsgrad: isOn(amsgrad, options) })],
  differs:
    'PyTorch’s. TensorFlow and tfjs take ε = 1e-7, and tfjs holds the bias correction in float32, off by 1e-5 early on.',
  source: 'Kingma & Ba 2015; Reddi et al. 2018 (AMSGrad); PyTorch torch.optim.Adam',
};
