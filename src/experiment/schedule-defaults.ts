import type { OptimizerId } from '../optim/index.ts';
import { optimizerById } from '../optim/index.ts';
import type { ScheduleId } from '../optim/schedules/index.ts';
import { scheduleById, schedules } from '../optim/schedules/index.ts';
import { warmupParameters } from '../optim/schedules/warmup.ts';
import type { ScheduleSpec } from './lane-schema.ts';

/** A schedule with every number and choice at its default. */
export function scheduleDefaults(id: ScheduleId): ScheduleSpec {
  const { parameters, choices } = scheduleById(id);
  const values = [...parameters, ...choices, ...warmupParameters].map((part) => [part.key, part.default]);
  return { id, warmup: 0, warmupFrom: 0, ...Object.fromEntries(values) };
}

/**
 * The momentum schedule of a lane that names none: the one that belongs to its optimizer, or constant.
 * @throws RangeError when the optimizer declares a schedule that there is not
 */
export function momentumScheduleFor(optimizer: OptimizerId): ScheduleSpec {
  const scheduleId = optimizerById(optimizer).defaultMomentumSchedule?.id ?? 'constant';
  const declaration = schedules.find(({ id }) => id === scheduleId);
  if (!declaration) throw new RangeError(`optimizer ${optimizer}: there is no schedule ${scheduleId}`);
  return scheduleDefaults(declaration.id);
}
