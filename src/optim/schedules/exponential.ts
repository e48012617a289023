import type { ScheduleDeclaration } from './schedule.ts';

/**
 * Exponential decay.
 *   η_t = η γ^t
 * Differs: PyTorch's ExponentialLR is mostly stepped once an epoch; here γ is the factor of one step.
 * Source: PyTorch ExponentialLR.
 */
export const exponential: ScheduleDeclaration<'exponential', 'factor', never> = {
  id: 'exponential',
  name: 'Exponential',
  help: 'Loses the same fraction of the value at every step.',
  moves: ['lr'],
  replacesBase: false,
  parameters: [
    {
      key: 'factor',
      label: 'factor a step',
      symbol: '\\gamma',
      default: 0.999,
      min: 0.9,
      max: 0.99999,
      scale: 'oneMinus',
      help: 'What the value is multiplied by at each step; 0.999 halves it every 693 steps.',
      valid: { min: 0, max: 1, exclusiveMin: true },
    },
  ],
  choices: [],
  needsHorizon: false,
  formula: '\\eta_t = \\eta \\, \\gamma^{t}',
  source: 'PyTorch ExponentialLR',
  valueAt: (t, _horizon, { factor }) => factor ** t,
};
