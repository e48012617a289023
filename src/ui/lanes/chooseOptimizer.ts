import type { OptimizerId } from '../../optim/index.ts';
import { optimizerById } from '../../optim/index.ts';
import { momentumScheduleFor } from '../../spec/schedule-defaults.ts';
import type { LaneSpec, OptimizerSpec, ScheduleSpec } from '../../spec/schema.ts';

/**
 * A lane with another optimizer: hyper-parameters that both have keep their values, the others get their defaults, and
 * the events go. A name or a momentum schedule that was the old optimizer's becomes the new one's.
 */
export function chooseOptimizer(lane: LaneSpec, id: OptimizerId): LaneSpec {
  const { hyper, options } = optimizerById(id);
  const values = [...hyper, ...options].map(({ key, default: fallback }) => [
    key,
    lane.optimizer[key] ?? fallback,
  ]);
  const optimizer: OptimizerSpec = { lr: lane.optimizer.lr, ...Object.fromEntries(values), id };
  const name = lane.name === optimizerById(lane.optimizer.id).name ? optimizerById(id).name : lane.name;
  return { ...lane, name, optimizer, momentumSchedule: momentumScheduleAfter(lane, id), events: [] };
}

function momentumScheduleAfter({ optimizer, momentumSchedule }: LaneSpec, id: OptimizerId): ScheduleSpec {
  const wasItsOwn = momentumSchedule.id === momentumScheduleFor(optimizer.id).id;
  const canMove = optimizerById(id).momentumKey !== null;
  return canMove && !wasItsOwn ? momentumSchedule : momentumScheduleFor(id);
}
