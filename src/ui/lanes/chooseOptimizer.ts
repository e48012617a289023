import type { OptimizerId } from '../../optim/index.ts';
import { optimizerById } from '../../optim/index.ts';
import type { LaneSpec, OptimizerSpec } from '../../spec/schema.ts';

/**
 * A lane with another optimizer: hyper-parameters that both have keep their values, the others get their defaults, and
 * the events go. A name that was the old optimizer's becomes the new one's.
 */
export function chooseOptimizer(lane: LaneSpec, id: OptimizerId): LaneSpec {
  const values = optimizerById(id).hyper.map(({ key, default: fallback }) => [
    key,
    lane.optimizer[key] ?? fallback,
  ]);
  const optimizer: OptimizerSpec = { lr: lane.optimizer.lr, ...Object.fromEntries(values), id };
  const name = lane.name === optimizerById(lane.optimizer.id).name ? optimizerById(id).name : lane.name;
  return { ...lane, name, optimizer, events: [] };
}
