import type { Parameter } from '../parameter.ts';
import type { ScheduleDeclaration, ScheduleValues } from './schedule.ts';

/** Linear warm-up, which may stand in front of any schedule. */
export const warmupParameters: readonly Parameter[] = [
  {
    key: 'warmup',
    label: 'warm-up',
    symbol: 'W',
    default: 0,
    min: 0,
    max: 500,
    scale: 'linear',
    integer: true,
    help: 'How many steps the value takes to rise in a straight line before the schedule begins; 0 for none.',
    valid: { min: 0 },
  },
  {
    key: 'warmupFrom',
    label: 'rises from',
    symbol: 'w',
    default: 0.01,
    min: 0,
    max: 1,
    scale: 'linear',
    help: 'The fraction of the value the warm-up starts at.',
    valid: { min: 0, max: 1 },
  },
];

/**
 * The base value times the schedule's factor at step t, with its warm-up in front:
 *   t < W:  base (w + (1 − w) t / W);   then the schedule over t − W of T − W steps.
 * As PyTorch's SequentialLR([LinearLR, …]).
 */
export function scheduledValue(
  declaration: ScheduleDeclaration,
  values: ScheduleValues,
  base: number,
  t: number,
  horizon: number,
): number {
  const { warmup = 0, warmupFrom = 0 } = values;
  if (t < warmup) return base * (warmupFrom + ((1 - warmupFrom) * t) / warmup);
  return base * declaration.factorAt(t - warmup, Math.max(1, horizon - warmup), values);
}
