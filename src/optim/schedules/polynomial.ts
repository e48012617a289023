import { final } from './final.ts';
import type { ScheduleDeclaration } from './schedule.ts';

/**
 * Polynomial decay; power 1 is a straight line.
 *   η_t = η (f + (1 − f) (1 − min(t / (u T), 1))^p), held at η f from u T on
 * Differs: PyTorch's PolynomialLR always ends at 0 and counts its length in steps.
 * Source: PyTorch PolynomialLR; Liu et al. 2015 (ParseNet's “poly”).
 */
export const polynomial: ScheduleDeclaration<'polynomial', 'power' | 'final' | 'until', never> = {
  id: 'polynomial',
  name: 'Polynomial',
  help: 'Falls to the end of the run in a straight line, or with a power above 1 steeply at first.',
  moves: ['lr', 'momentum'],
  replacesBase: false,
  parameters: [
    {
      key: 'power',
      label: 'power',
      symbol: 'p',
      default: 1,
      min: 0.5,
      max: 4,
      scale: 'linear',
      help: 'The shape of the fall: 1 is a straight line, more falls sooner, less falls later.',
      valid: { min: 0, exclusiveMin: true },
    },
    final,
    {
      key: 'until',
      label: 'reached at',
      symbol: 'u',
      default: 1,
      min: 0.05,
      max: 1,
      scale: 'linear',
      help: 'The fraction of the run after which the value has fallen all the way.',
      valid: { min: 0, max: 1, exclusiveMin: true },
    },
  ],
  choices: [],
  needsHorizon: true,
  formula: '\\eta_t = \\eta \\left(f + (1-f)\\left(1 - \\min(\\tfrac{t}{uT}, 1)\\right)^{p}\\right)',
  source: 'PyTorch PolynomialLR; Liu et al. 2015',
  valueAt: (t, horizon, { power, final: end, until }) =>
    end + (1 - end) * (1 - Math.min(t / (until * horizon), 1)) ** power,
};
