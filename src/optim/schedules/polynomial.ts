import { pow } from '../../core/portable-math.ts';
import { parameter } from '../parameter.ts';
import { final } from './final.ts';
import type { ScheduleDeclaration } from './schedule.ts';

/**
 * Polynomial decay; power 1 is a straight line.
 *   η_t = η (f + (1 − f) (1 − min(t / (u T), 1))^p), held at η f from u T on
 * Differs: PyTorch's PolynomialLR always ends at 0 and counts its length in steps.
 */
export const polynomial: ScheduleDeclaration<'polynomial', 'power' | 'final' | 'until', never> = {
  id: 'polynomial',
  moves: ['lr', 'momentum'],
  replacesBase: false,
  parameters: [
    parameter({
      key: 'power',
      symbol: 'p',
      default: 1,
      min: 0.5,
      max: 4,
      scale: 'linear',
      valid: { min: 0, exclusiveMin: true },
    }),
    final,
    parameter({
      key: 'until',
      symbol: 'u',
      default: 1,
      min: 0.05,
      max: 1,
      scale: 'linear',
      unit: 'run',
      valid: { min: 0, max: 1, exclusiveMin: true },
    }),
  ],
  choices: [],
  needsTotalSteps: true,
  formula: '\\eta_t = \\eta \\left(f + (1-f)\\left(1 - \\min(\\tfrac{t}{uT}, 1)\\right)^{p}\\right)',
  source: 'PyTorch PolynomialLR; Liu et al. 2015',
  valueAt: (t, totalSteps, { power, final: end, until }) =>
    end + (1 - end) * pow(1 - Math.min(t / (until * totalSteps), 1), power),
};
