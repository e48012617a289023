import { parameter } from '../parameter.ts';
import type { ScheduleDeclaration } from './schedule.ts';
import { endsWithin } from './schedule.ts';

/**
 * The momentum of Sutskever et al.: a half at first, and ever closer to its maximum.
 *   μ_t = min(1 − 1 / (2 (⌊t / S⌋ + 1)), μ_max): 0.5 for t < 250, 0.75 from 250, 0.9 from 1000, …
 * Differs: no scheduler of PyTorch. The paper lowers μ to 0.9 for the last 1000 updates; that is not part of it here.
 */
export const sutskever: ScheduleDeclaration<'sutskever', 'max' | 'period', never> = {
  id: 'sutskever',
  moves: ['momentum'],
  replacesBase: true,
  parameters: [
    parameter({
      key: 'max',
      symbol: '\\mu_{\\max}',
      default: 0.99,
      min: 0.5,
      max: 0.999,
      scale: 'oneMinus',
      valid: { min: 0, max: 1, exclusiveMax: true },
    }),
    parameter({
      key: 'period',
      symbol: 'S',
      default: 250,
      min: 10,
      max: 5000,
      scale: 'log',
      integer: true,
      unit: 'steps',
      valid: { min: 1 },
    }),
  ],
  choices: [],
  needsTotalSteps: false,
  formula: '\\eta_t = \\min\\left(1 - \\tfrac{1}{2(\\lfloor t / S \\rfloor + 1)},\\; \\mu_{\\max}\\right)',
  source: 'Sutskever, Martens, Dahl & Hinton 2013, eq. 5',
  overruns: (room, { period }) => endsWithin('period', period, room),
  valueAt: (t, _totalSteps, { max, period }) => Math.min(1 - 1 / (2 * (Math.floor(t / period) + 1)), max),
};
