import { scheduleDefaults } from '../../experiment/schedule-defaults.ts';
import type { ScheduleSpec } from '../../experiment/schema.ts';
import type { Parameter } from '../../optim/parameter.ts';
import type { ScheduleId } from '../../optim/schedules/index.ts';
import { scheduleById } from '../../optim/schedules/index.ts';
import type { ScheduleDeclaration, ScheduledHyperparam } from '../../optim/schedules/schedule.ts';

/** Which of a lane’s two schedules moves a hyperparameter that has one. */
export const scheduledOf = (key: string): ScheduledHyperparam => (key === 'lr' ? 'lr' : 'momentum');

/** Another schedule with its defaults for a run of `totalSteps`, after the same warm-up. */
export function chooseSchedule(
  current: ScheduleSpec,
  id: ScheduleId,
  totalSteps: number | null,
): ScheduleSpec {
  const fitted = Object.fromEntries(
    scheduleById(id).parameters.map((parameter) => [parameter.key, defaultFor(parameter, totalSteps)]),
  );
  return { ...scheduleDefaults(id), ...fitted, warmup: current.warmup, warmupFrom: current.warmupFrom };
}

/** A span of steps that a short run would hardly see the end of is a quarter of it instead, to two digits. */
function defaultFor(parameter: Parameter, totalSteps: number | null): number {
  const { default: defaultValue, unit } = parameter;
  if (unit !== 'steps' || totalSteps === null || defaultValue <= totalSteps / 2) return defaultValue;
  return Math.max(1, Number((totalSteps / 4).toPrecision(2)));
}

/** A schedule's formula, written for the parameter it moves. */
export const formulaFor = (declaration: ScheduleDeclaration, symbol: string): string =>
  declaration.formula.replaceAll('\\eta', symbol);

/** Whether a schedule cannot be chosen, since it spans the whole run and the run has no length. */
export const lacksLength = (
  { needsTotalSteps }: Pick<ScheduleDeclaration, 'needsTotalSteps'>,
  totalSteps: number | null,
): boolean => needsTotalSteps === true && totalSteps === null;
