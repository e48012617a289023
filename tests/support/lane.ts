import type { CompiledLane } from '../../src/compiler/lowering/lower-model.ts';
import { HyperparamTimeline } from '../../src/experiment/hyperparam-timeline.ts';
import { planOf } from '../../src/experiment/lane-update.ts';
import type { LaneSpec } from '../../src/experiment/schema.ts';
import { experiment } from './experiment.ts';

/** A lane as the spec has it, with its defaults. */
export function laneOf(lane: object): LaneSpec {
  const { lanes } = experiment({
    training: { steps: 1000 },
    lanes: [lane],
  });
  if (!lanes[0]) throw new Error('lane: was not taken');
  return lanes[0];
}

export const nesterovLane = (lr = 0.02): LaneSpec =>
  laneOf({ optimizer: { id: 'nesterov', lr, momentum: 0.9 } });

export const compiledLane = (lane: LaneSpec): CompiledLane => ({
  name: lane.optimizer.id,
  plan: planOf(lane),
});

/** What a lane is told at step t = 0, 1, …, with schedules over 1000 steps. */
export const hyperparamsOf = (lane: LaneSpec, t = 0) => new HyperparamTimeline(lane, 1000).at(t);
