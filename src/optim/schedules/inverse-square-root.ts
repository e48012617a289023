import { parameter } from '../parameter.ts';
import type { ScheduleDeclaration } from './schedule.ts';

/**
 * Inverse square root.
 *   η_t = η / √(1 + t / S)
 * Behind a warm-up of W steps with S = W, this is the Transformer's schedule, η √(W / (W + t)).
 * Differs: no scheduler of PyTorch; Vaswani et al. fold the width of the model into η.
 */
export const inverseSquareRoot: ScheduleDeclaration<'inverse-square-root', 'timescale', never> = {
  id: 'inverse-square-root',
  moves: ['lr'],
  replacesBase: false,
  parameters: [
    parameter({
      key: 'timescale',
      symbol: 'S',
      default: 500,
      min: 10,
      max: 10_000,
      scale: 'log',
      unit: 'steps',
      valid: { min: 0, exclusiveMin: true },
    }),
  ],
  choices: [],
  needsTotalSteps: false,
  formula: '\\eta_t = \\frac{\\eta}{\\sqrt{1 + t / S}}',
  source: 'Vaswani et al. 2017; Zhai et al. 2022',
  valueAt: (t, _totalSteps, { timescale }) => 1 / Math.sqrt(1 + t / timescale),
};
