import { pow } from '../../core/portable-math.ts';
import { parameter } from '../parameter.ts';
import type { ScheduleDeclaration } from './schedule.ts';

/**
 * Exponential decay.
 *   η_t = η γ^t
 * Differs: PyTorch's ExponentialLR is mostly stepped once an epoch; here γ is the factor of one step.
 */
export const exponential: ScheduleDeclaration<'exponential', 'factor', never> = {
  id: 'exponential',
  moves: ['lr'],
  replacesBase: false,
  parameters: [
    parameter({
      key: 'factor',
      symbol: '\\gamma',
      default: 0.999,
      min: 0.9,
      max: 0.99999,
      scale: 'oneMinus',
      unit: 'value',
      valid: { min: 0, max: 1, exclusiveMin: true },
    }),
  ],
  choices: [],
  needsTotalSteps: false,
  formula: '\\eta_t = \\eta \\, \\gamma^{t}',
  source: 'PyTorch ExponentialLR',
  valueAt: (t, _totalSteps, { factor }) => pow(factor, t),
};
