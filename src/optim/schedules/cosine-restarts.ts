import { yesOrNo } from '../../core/setting.ts';
import { parameter } from '../parameter.ts';
import { cosineBetween } from './anneal.ts';
import { final } from './final.ts';
import type { ScheduleDeclaration } from './schedule.ts';
import { endsWithin } from './schedule.ts';

/**
 * Cosine annealing with warm restarts.
 *   η_t = η (f + (1 − f) (1 + cos(π s / P)) / 2) at step s of a period of P = P₀ mⁱ steps, i = 0, 1, …
 * With `bounces`, every second period runs backwards.
 * Differs: PyTorch's eta_min is f η. PyTorch's CosineAnnealingLR, stepped beyond its T_max, is `bounces` with m = 1.
 */
export const cosineRestarts: ScheduleDeclaration<
  'cosine-restarts',
  'period' | 'growth' | 'final',
  'bounces'
> = {
  id: 'cosine-restarts',
  moves: ['lr'],
  replacesBase: false,
  parameters: [
    parameter({
      key: 'period',
      symbol: 'P_0',
      default: 250,
      min: 10,
      max: 5000,
      scale: 'log',
      integer: true,
      unit: 'steps',
      valid: { min: 1 },
    }),
    parameter({
      key: 'growth',
      symbol: 'm',
      default: 2,
      min: 1,
      max: 4,
      scale: 'linear',
      integer: true,
      valid: { min: 1 },
    }),
    final,
  ],
  choices: [{ key: 'bounces', ...yesOrNo(false) }],
  needsTotalSteps: false,
  formula:
    '\\eta_t = \\eta \\left(f + (1-f)\\,\\tfrac{1}{2}\\left(1 + \\cos \\tfrac{\\pi s}{P}\\right)\\right),\\; P = P_0 m^i',
  source: 'Loshchilov & Hutter 2017; PyTorch CosineAnnealingWarmRestarts',
  // a period as long as the run is whole
  overruns: (room, { period }) => (period > room ? endsWithin('period', period, room) : []),
  valueAt(t, _totalSteps, { period, growth, final: end }, { bounces }) {
    const { index, place } = periodAt(t, period, growth);
    return cosineBetween(1, end, bounces && index % 2 === 1 ? 1 - place : place);
  },
};

/** Which period step t lies in, counted from 0, and where in it, from 0 to below 1. */
function periodAt(t: number, first: number, growth: number): { index: number; place: number } {
  if (growth === 1) return { index: Math.floor(t / first), place: (t % first) / first };
  let index = 0;
  let start = 0;
  let length = first;
  while (t >= start + length) {
    start += length;
    length *= growth;
    index += 1;
  }
  return { index, place: (t - start) / length };
}
