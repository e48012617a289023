import { constant } from './constant.ts';
import { cosine } from './cosine.ts';
import { cosineRestarts } from './cosine-restarts.ts';
import { exponential } from './exponential.ts';
import { inverseSquareRoot } from './inverse-square-root.ts';
import { multiStep } from './multi-step.ts';
import { nmgd } from './nmgd.ts';
import { oneCycle } from './one-cycle.ts';
import { oneCycleMomentum } from './one-cycle-momentum.ts';
import { polynomial } from './polynomial.ts';
import type { ScheduleDeclaration, ScheduledHyperparam } from './schedule.ts';
import { step } from './step.ts';
import { sutskever } from './sutskever.ts';
import { warmupStableDecay } from './warmup-stable-decay.ts';

/** Every schedule, in the order the page lists them. */
export const schedules = [
  constant,
  cosine,
  polynomial,
  step,
  multiStep,
  exponential,
  cosineRestarts,
  oneCycle,
  warmupStableDecay,
  inverseSquareRoot,
  nmgd,
  sutskever,
  oneCycleMomentum,
] as const satisfies readonly ScheduleDeclaration[];

export type ScheduleId = (typeof schedules)[number]['id'];

export function scheduleById(id: ScheduleId): ScheduleDeclaration {
  const declaration = schedules.find((schedule) => schedule.id === id);
  if (!declaration) throw new RangeError(`schedule: no declaration with the id ${id}`);
  return declaration;
}

/** The schedules that can move the learning rate, or the momentum. */
export function schedulesFor(
  scheduled: ScheduledHyperparam,
): readonly (ScheduleDeclaration & { readonly id: ScheduleId })[] {
  return schedules.filter(({ moves }: ScheduleDeclaration) => moves.includes(scheduled));
}
