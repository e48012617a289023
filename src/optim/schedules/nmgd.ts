import type { Parameter } from '../parameter.ts';
import { cosineBetween } from './anneal.ts';
import type { ScheduleDeclaration } from './schedule.ts';
import { shareRun } from './schedule.ts';

const level = (
  key: 'start' | 'max' | 'end',
  label: string,
  symbol: string,
  fallback: number,
  help: string,
): Parameter<'start' | 'max' | 'end'> => ({
  key,
  label,
  symbol,
  default: fallback,
  min: 0,
  max: 0.999,
  scale: 'oneMinus',
  help,
  valid: { min: 0, max: 1, exclusiveMax: true },
});

const fraction = (
  key: 'rise' | 'fall',
  label: string,
  symbol: string,
  fallback: number,
  help: string,
): Parameter<'rise' | 'fall'> => ({
  key,
  label,
  symbol,
  default: fallback,
  min: 0,
  max: 1,
  scale: 'linear',
  help,
  valid: { min: 0, max: 1 },
});

/**
 * NMGD's momentum: small at first, growing to its maximum, then settling lower late in training.
 *   p = t / T;   p < r: a half cosine from start to max;   until 1 − f: max;   then a half cosine from max to end
 * Differs: no scheduler of PyTorch.
 * Source: this project's article; it is the first half of NMGD.
 */
export const nmgd: ScheduleDeclaration<'nmgd', 'start' | 'max' | 'end' | 'rise' | 'fall', never> = {
  id: 'nmgd',
  name: 'NMGD',
  help: 'Small at first, growing to its maximum, then settling lower late in training.',
  moves: ['momentum'],
  replacesBase: true,
  parameters: [
    level('start', 'starts at', 'm_0', 0.5, 'The momentum of the first step.'),
    level('max', 'grows to', 'm_1', 0.95, 'The momentum in the middle of the run.'),
    level('end', 'settles at', 'm_2', 0.85, 'The momentum at the end of the run.'),
    fraction('rise', 'rises for', 'r', 0.2, 'The first fraction of the run, over which the momentum grows.'),
    fraction(
      'fall',
      'settles for',
      'f',
      0.5,
      'The last fraction of the run, over which the momentum settles.',
    ),
  ],
  choices: [],
  needsHorizon: true,
  formula:
    '\\eta_t = \\begin{cases}' +
    'm_0 + (m_1 - m_0)\\,\\tfrac{1}{2}(1 - \\cos \\tfrac{\\pi p}{r}) & p < r \\\\ ' +
    'm_1 & r \\le p < 1 - f \\\\ ' +
    'm_1 + (m_2 - m_1)\\,\\tfrac{1}{2}(1 - \\cos \\tfrac{\\pi (p - 1 + f)}{f}) & \\text{then}' +
    '\\end{cases} \\quad p = \\tfrac{t}{T}',
  source: 'This project’s article, Nesterov momentum gradient descent',
  overruns: (_, { rise, fall }) => shareRun(['rise', 'fall'], rise + fall),
  valueAt(t, horizon, { start, max, end, rise, fall }) {
    const p = t / horizon;
    if (p >= 1) return end;
    if (p < rise) return cosineBetween(start, max, p / rise);
    if (p < 1 - fall) return max;
    return cosineBetween(max, end, (p - (1 - fall)) / fall);
  },
};
