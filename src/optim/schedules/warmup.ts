import type { Parameter } from '../parameter.ts';
import type { ScheduleDeclaration, ScheduleValues } from './schedule.ts';

/** Linear warm-up, which may stand in front of any schedule. */
export const warmupParameters: readonly Parameter<'warmup' | 'warmupFrom'>[] = [
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
 * The value of a schedule at step t = 0, 1, …, with its warm-up in front:
 *   t < W:  v₀ (w + (1 − w) t / W), v₀ where the schedule begins;   then the schedule over t − W of T − W steps.
 * `base` is what the slider says; a schedule that sets values of its own does not use it.
 * As PyTorch's SequentialLR([LinearLR, …]).
 */
export function scheduledValue(
  declaration: ScheduleDeclaration,
  values: ScheduleValues,
  base: number,
  t: number,
  horizon: number,
): number {
  const { warmup = 0, warmupFrom = 0 } = numbersOf(warmupParameters, values);
  const rest = Math.max(1, horizon - warmup);
  const numbers = numbersOf(declaration.parameters, values);
  const choices = choicesOf(declaration, values);
  const scale = declaration.replacesBase ? 1 : base;
  if (t >= warmup) return scale * declaration.valueAt(t - warmup, rest, numbers, choices);
  const first = scale * declaration.valueAt(0, rest, numbers, choices);
  return first * (warmupFrom + ((1 - warmupFrom) * t) / warmup);
}

function numbersOf(parameters: readonly Parameter[], values: ScheduleValues): Record<string, number> {
  return Object.fromEntries(
    parameters.map(({ key, default: fallback }) => {
      const value = values[key];
      return [key, typeof value === 'number' ? value : fallback];
    }),
  );
}

function choicesOf({ choices }: ScheduleDeclaration, values: ScheduleValues): Record<string, boolean> {
  return Object.fromEntries(
    choices.map(({ key, default: fallback }) => {
      const value = values[key];
      return [key, typeof value === 'boolean' ? value : fallback];
    }),
  );
}
