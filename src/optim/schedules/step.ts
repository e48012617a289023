import type { ScheduleDeclaration } from './schedule.ts';

/**
 * Step decay.
 *   η_t = η γ^⌊t / S⌋
 * Source: PyTorch StepLR.
 */
export const step: ScheduleDeclaration<'step'> = {
  id: 'step',
  name: 'Step',
  help: 'Multiplies the value by a factor every so many steps.',
  parameters: [
    {
      key: 'every',
      label: 'every',
      symbol: 'S',
      default: 500,
      min: 10,
      max: 5000,
      scale: 'log',
      integer: true,
      help: 'How many steps lie between two drops.',
      valid: { min: 1 },
    },
    {
      key: 'factor',
      label: 'factor',
      symbol: '\\gamma',
      default: 0.5,
      min: 0.05,
      max: 1,
      scale: 'linear',
      help: 'What the value is multiplied by at each drop.',
      valid: { min: 0, max: 1, exclusiveMin: true },
    },
  ],
  needsHorizon: false,
  formula: '\\eta_t = \\eta \\, \\gamma^{\\lfloor t / S \\rfloor}',
  source: 'PyTorch StepLR',
  factorAt: (t, _horizon, { every = 500, factor = 0.5 }) => factor ** Math.floor(t / every),
};
