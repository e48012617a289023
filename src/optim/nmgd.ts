import { yesOrNo } from '../core/setting.ts';
import { dampening, lr, momentum, weightDecay } from './hyperparams.ts';
import { isOn } from './options.ts';
import type { Option } from './transform.ts';
import { declareOptimizer } from './transform.ts';
import { attention, headSize, keep, tau } from './transforms/attention.ts';
import { nesterovStep } from './transforms/nesterov-step.ts';
import { weightDecay as decays, decoupled } from './transforms/weight-decay.ts';

const decoupledDecay = decoupled(false);

const attends: Option<'attention'> = { key: 'attention', ...yesOrNo(false) };

/**
 * NMGD, the method this project is about: scheduled Nesterov momentum, optionally on a nonlinear transform of the
 * gradient.
 *   g ← attn(g; g_{t−K} … g_{t−1}) ;   v ← μ v + (1 − δ) g ;   θ ← θ − η (g + μ⁺ v)
 * Its momentum schedule (small at first, growing to its maximum, settling lower late) is the schedule `nmgd`, which a
 * new lane starts with; any optimizer with momentum may have it.
 * State: v, starts at 0; with attention K gradients as received, after clipping and before weight decay.
 */
export const nmgd = declareOptimizer({
  id: 'nmgd',
  name: 'NMGD',
  family: 'momentum',
  hyperparams: [lr, momentum, dampening, weightDecay, tau],
  options: [attends, keep, headSize, decoupledDecay],
  momentumKey: 'momentum',
  defaultMomentumSchedule: { id: 'nmgd' },
  transforms: (options) => [
    ...(isOn(attends, options) ? [attention(options)] : []),
    decays(decoupledDecay, options),
    nesterovStep('momentum', 'momentumNext'),
  ],
  source: 'NMGD, Nesterov momentum gradient descent',
});
