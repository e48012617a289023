import type { Parameter } from '../parameter.ts';
import { parameter } from '../parameter.ts';
import type { Overrun, ScheduleDeclaration, ScheduleValues } from './schedule.ts';
import { endsWithin } from './schedule.ts';

/** Linear warm-up, which may stand in front of any schedule. */
export const warmupParameters: readonly Parameter<'warmup' | 'warmupFrom'>[] = [
  parameter({
    key: 'warmup',
    symbol: 'W',
    default: 0,
    min: 0,
    max: 500,
    scale: 'linear',
    integer: true,
    unit: 'steps',
    valid: { min: 0 },
  }),
  parameter({
    key: 'warmupFrom',
    symbol: 'w',
    default: 0.01,
    min: 0,
    max: 1,
    scale: 'linear',
    unit: 'value',
    valid: { min: 0, max: 1 },
  }),
];

/** A schedule with its numbers settled: the value at step t = 0, 1, … on a base value, which a slider says. */
export type Curve = (base: number, t: number) => number;

/**
 * A schedule over `totalSteps` steps, with its warm-up in front:
 *   t < W:  v₀ (w + (1 − w) t / W), v₀ where the schedule begins;   then the schedule over t − W of T − W steps.
 * A schedule that sets values of its own does not use the base. As PyTorch's SequentialLR([LinearLR, …]).
 */
export function scheduleCurve(
  declaration: ScheduleDeclaration,
  values: ScheduleValues,
  totalSteps: number,
): Curve {
  const { warmup = 0, warmupFrom = 0 } = numbersOf(warmupParameters, values);
  const rest = Math.max(1, totalSteps - warmup);
  const numbers = numbersOf(declaration.parameters, values);
  const choices = choicesOf(declaration, values);
  return (base, t) => {
    const scale = declaration.replacesBase ? 1 : base;
    if (t >= warmup) return scale * declaration.valueAt(t - warmup, rest, numbers, choices);
    const first = scale * declaration.valueAt(0, rest, numbers, choices);
    return first * (warmupFrom + ((1 - warmupFrom) * t) / warmup);
  };
}

/**
 * What of a schedule a run of `totalSteps` steps has no room for, its warm-up first: behind a warm-up that is as long as the
 * run nothing else is seen. None of a run until stopped, which is as long as it takes.
 */
export function scheduleOverruns(
  declaration: ScheduleDeclaration,
  values: ScheduleValues,
  totalSteps: number | null,
): readonly Overrun[] {
  if (totalSteps === null) return [];
  const { warmup = 0 } = numbersOf(warmupParameters, values);
  if (warmup >= totalSteps) return endsWithin('warmup', warmup, totalSteps);
  const numbers = numbersOf(declaration.parameters, values);
  return declaration.overruns?.(totalSteps - warmup, numbers, choicesOf(declaration, values)) ?? [];
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
