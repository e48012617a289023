import { freeName, isNameOf } from '../../experiment/lane-defaults.ts';
import { momentumScheduleFor } from '../../experiment/schedule-defaults.ts';
import type { LaneSpec, OptimizerSpec, ScheduleSpec } from '../../experiment/schema.ts';
import type { OptimizerId } from '../../optim/index.ts';
import { optimizerById } from '../../optim/index.ts';

/**
 * A lane with another optimizer. Numbers that both have keep their values within a family; outside of it only where
 * both start from the same default, for a learning rate of descent is none of Adam's. Options keep theirs likewise, the
 * others get their defaults, and the events go. A name or a momentum schedule that was the old optimizer's becomes the
 * new one's.
 * @param used names of the other lanes, none of which it gets
 */
export function chooseOptimizer(lane: LaneSpec, id: OptimizerId, used: readonly string[] = []): LaneSpec {
  const from = optimizerById(lane.optimizer.id);
  const to = optimizerById(id);
  const defaults = new Map([...from.hyperparams, ...from.options].map((part) => [part.key, part.default]));
  const carries = (key: string, fallback: unknown): boolean =>
    defaults.get(key) === fallback || (from.family === to.family && typeof fallback === 'number');
  const values = [...to.hyperparams, ...to.options].map(({ key, default: fallback }) => [
    key,
    (carries(key, fallback) ? lane.optimizer[key] : null) ?? fallback,
  ]);
  const optimizer: OptimizerSpec = { lr: lane.optimizer.lr, ...Object.fromEntries(values), id };
  const name = isNameOf(from.name, lane.name) ? freeName(to.name, used) : lane.name;
  const { tried: _, ...rest } = lane; // it was another optimizer that was tried
  return { ...rest, name, optimizer, momentumSchedule: momentumScheduleAfter(lane, id), events: [] };
}

function momentumScheduleAfter({ optimizer, momentumSchedule }: LaneSpec, id: OptimizerId): ScheduleSpec {
  const wasDefault = momentumSchedule.id === momentumScheduleFor(optimizer.id).id;
  const canMove = optimizerById(id).momentumKey !== null;
  return canMove && !wasDefault ? momentumSchedule : momentumScheduleFor(id);
}
