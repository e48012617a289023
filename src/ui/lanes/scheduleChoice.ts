import type { ScheduleId } from '../../optim/schedules/index.ts';
import type { ScheduleDeclaration } from '../../optim/schedules/schedule.ts';
import { scheduleDefaults } from '../../spec/schedule-defaults.ts';
import type { ScheduleSpec } from '../../spec/schema.ts';

/** Another schedule with its defaults, behind the warm-up there was. */
export function chooseSchedule(current: ScheduleSpec, id: ScheduleId): ScheduleSpec {
  return { ...scheduleDefaults(id), warmup: current.warmup, warmupFrom: current.warmupFrom };
}

/** A schedule's formula, written for the parameter it moves. */
export const formulaFor = (declaration: ScheduleDeclaration, symbol: string): string =>
  declaration.formula.replaceAll('\\eta', symbol);

/** Why a schedule cannot be had, or null. */
export function whyNot(declaration: ScheduleDeclaration, horizon: number | null): string | null {
  if (!declaration.needsHorizon || horizon !== null) return null;
  return `${declaration.name} needs a length: it is stretched over the whole run. Set steps or epochs under Length.`;
}
