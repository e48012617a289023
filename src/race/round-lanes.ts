import type { ExperimentSpec, LaneSpec } from '../experiment/schema.ts';
import type { Round } from './plan.ts';

const lanesAtRates = new WeakMap<LaneSpec, Map<number, LaneSpec>>();

/**
 * A lane as it runs in a round: at the learning rate tried, or chosen for it. The same object each time, for what charts
 * keep of a lane.
 */
export function laneAtRate(lane: LaneSpec, lr: number | undefined): LaneSpec {
  if (lr === undefined) return lane;
  const atRates = lanesAtRates.get(lane) ?? new Map<number, LaneSpec>();
  const atRate = atRates.get(lr) ?? { ...lane, optimizer: { ...lane.optimizer, lr } };
  lanesAtRates.set(lane, atRates.set(lr, atRate));
  return atRate;
}

/** The lanes of a round as they run, in its order. */
export function effectiveLanes(
  spec: Pick<ExperimentSpec, 'lanes'>,
  { lanes }: Pick<Round, 'lanes'>,
): LaneSpec[] {
  return lanes.flatMap(({ laneId, lr }) => {
    const lane = spec.lanes.find(({ id }) => id === laneId);
    return lane ? [laneAtRate(lane, lr)] : [];
  });
}
