import type { Parameter } from '../parameter.ts';
import { parameter } from '../parameter.ts';
import { cosineBetween } from './anneal.ts';
import type { ScheduleDeclaration } from './schedule.ts';
import { shareRun } from './schedule.ts';

const level = (
  key: 'start' | 'max' | 'end',
  symbol: string,
  fallback: number,
): Parameter<'start' | 'max' | 'end'> =>
  parameter({
    key,
    symbol,
    default: fallback,
    min: 0,
    max: 0.999,
    scale: 'oneMinus',
    valid: { min: 0, max: 1, exclusiveMax: true },
  });

const fraction = (key: 'rise' | 'fall', symbol: string, fallback: number): Parameter<'rise' | 'fall'> =>
  parameter({
    key,
    symbol,
    default: fallback,
    min: 0,
    max: 1,
    scale: 'linear',
    unit: 'run',
    valid: { min: 0, max: 1 },
  });

/**
 * NMGD's momentum: small at first, growing to its maximum, then settling lower late in training.
 *   p = t / T;   p < r: a half cosine from start to max;   until 1 − f: max;   then a half cosine from max to end
 * Differs: no scheduler of PyTorch.
 */
export const nmgd: ScheduleDeclaration<'nmgd', 'start' | 'max' | 'end' | 'rise' | 'fall', never> = {
  id: 'nmgd',
  moves: ['momentum'],
  replacesBase: true,
  parameters: [
    level('start', 'm_0', 0.5),
    level('max', 'm_1', 0.95),
    level('end', 'm_2', 0.85),
    fraction('rise', 'r', 0.2),
    fraction('fall', 'f', 0.5),
  ],
  choices: [],
  needsTotalSteps: true,
  formula:
    '\\eta_t = \\begin{cases}' +
    'm_0 + (m_1 - m_0)\\,\\tfrac{1}{2}(1 - \\cos \\tfrac{\\pi p}{r}) & p < r \\\\ ' +
    'm_1 & r \\le p < 1 - f \\\\ ' +
    'm_1 + (m_2 - m_1)\\,\\tfrac{1}{2}(1 - \\cos \\tfrac{\\pi (p - 1 + f)}{f}) & \\text{then}' +
    '\\end{cases} \\quad p = \\tfrac{t}{T}',
  source: 'NMGD, Nesterov momentum gradient descent',
  overruns: (_, { rise, fall }) => shareRun(['rise', 'fall'], rise + fall),
  valueAt(t, totalSteps, { start, max, end, rise, fall }) {
    const p = t / totalSteps;
    if (p >= 1) return end;
    if (p < rise) return cosineBetween(start, max, p / rise);
    if (p < 1 - fall) return max;
    return cosineBetween(max, end, (p - (1 - fall)) / fall);
  },
};
