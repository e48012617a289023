import type { CompiledLane } from '../../src/compiler/lowering/lower-model.ts';
import { HyperparamTimeline } from '../../src/experiment/hyperparam-timeline.ts';
import { planOf } from '../../src/experiment/lane-update.ts';
import type { LaneSpec } from '../../src/experiment/schema.ts';
import { experiment } from './experiment.ts';

/** A lane as the spec has it, with its defaults. @param parts of its experiment */
export function laneOf(lane: object, parts: object = { training: { steps: 1000 } }): LaneSpec {
  const [first] = experiment({ ...parts, lanes: [lane] }).lanes;
  if (!first) throw new Error('experiment: must have a lane, got none');
  return first;
}

export const nesterovLane = (lr = 0.02): LaneSpec =>
  laneOf({ optimizer: { id: 'nesterov', lr, momentum: 0.9 } });

export const compiledLane = (lane: LaneSpec): CompiledLane => ({
  name: lane.optimizer.id,
  plan: planOf(lane),
});

/** What a lane is told at step t = 0, 1, …, with schedules over 1000 steps. */
export const hyperparamsOf = (lane: LaneSpec, t = 0) => new HyperparamTimeline(lane, 1000).at(t);
