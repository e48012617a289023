import { pow } from '../../core/portable-math.ts';
import type { Parameter } from '../parameter.ts';
import { parameter } from '../parameter.ts';
import type { ScheduleDeclaration } from './schedule.ts';
import { endsWithin } from './schedule.ts';

/** What is left of the value after a drop. */
export const dropFactor: Parameter<'factor'> = parameter({
  key: 'factor',
  symbol: '\\gamma',
  default: 0.5,
  min: 0.05,
  max: 1,
  scale: 'linear',
  unit: 'value',
  valid: { min: 0, max: 1, exclusiveMin: true },
});

/**
 * Step decay.
 *   η_t = η γ^⌊t / S⌋
 */
export const step: ScheduleDeclaration<'step', 'every' | 'factor', never> = {
  id: 'step',
  moves: ['lr', 'momentum'],
  replacesBase: false,
  parameters: [
    parameter({
      key: 'every',
      symbol: 'S',
      default: 500,
      min: 10,
      max: 5000,
      scale: 'log',
      integer: true,
      unit: 'steps',
      valid: { min: 1 },
    }),
    dropFactor,
  ],
  choices: [],
  needsTotalSteps: false,
  formula: '\\eta_t = \\eta \\, \\gamma^{\\lfloor t / S \\rfloor}',
  source: 'PyTorch StepLR',
  overruns: (room, { every }) => endsWithin('every', every, room),
  valueAt: (t, _totalSteps, { every, factor }) => pow(factor, Math.floor(t / every)),
};
