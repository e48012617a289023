import { type OptimizerId, optimizerById } from '../../optim/index.ts';
import type { LaneSpec, OptimizerSpec } from '../../spec/schema.ts';
import type { LaneNow } from './laneNow.ts';

/**
 * A lane with another optimizer: hyper-parameters that both have keep the values they have now, the others get their
 * defaults. A name that was the old optimizer's becomes the new one's.
 */
export function chooseOptimizer(lane: LaneSpec, now: LaneNow, id: OptimizerId): LaneSpec {
  const values = optimizerById(id).hyper.map(({ key, default: fallback }) => [key, now.optimizer[key] ?? fallback]);
  const optimizer: OptimizerSpec = { lr: now.optimizer.lr, ...Object.fromEntries(values), id };
  const name = lane.name === optimizerById(lane.optimizer.id).name ? optimizerById(id).name : lane.name;
  return { ...lane, ...now, name, optimizer, events: [] };
}
