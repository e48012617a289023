import { constant } from './constant.ts';
import { cosine } from './cosine.ts';
import type { ScheduleDeclaration } from './schedule.ts';
import { step } from './step.ts';

/** Every schedule, in the order the page lists them. */
export const schedules = [constant, cosine, step] as const satisfies readonly ScheduleDeclaration[];

export type ScheduleId = (typeof schedules)[number]['id'];

export function scheduleById(id: ScheduleId): ScheduleDeclaration {
  const found = schedules.find((schedule) => schedule.id === id);
  if (!found) throw new RangeError(`schedule: no declaration with the id ${id}`);
  return found;
}
