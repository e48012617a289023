import { withLaneChange } from '../spec/lane-change.ts';
import type { LaneEvent, LaneSpec } from '../spec/schema.ts';
import type { Raced } from './heats.ts';
import { latestRace } from './heats.ts';

/**
 * What a lane that diverged is tried at next: a third of the base learning rate that was in force, to two digits. That is
 * the rate chosen for it in a fair race, with the moves of hands and events before the step at which it diverged. Null
 * where its latest race has not diverged.
 */
export function retryRate(run: Raced, lane: number): number | null {
  const latest = latestRace(run, lane);
  const ran = latest?.heat.ran[latest.position];
  const divergence = latest?.heat.lanes[latest.position]?.divergence ?? null;
  if (ran === undefined || divergence === null) return null;
  // a loss shows the changes of earlier steps alone
  const before = ran.events.filter(({ step }) => step < divergence.step);
  const { lr } = before.reduce((now, { set }) => withLaneChange(now, set), ran).optimizer;
  return Number((lr / 3).toPrecision(2));
}

/** A lane at another learning rate from the start, without the events that set one; what else they set stays. */
export function laneRetried(lane: LaneSpec, lr: number): LaneSpec {
  const events = lane.events.flatMap(({ step, set }): LaneEvent[] => {
    const { 'optimizer.lr': _, ...rest } = set;
    return Object.keys(rest).length === 0 ? [] : [{ step, set: rest }];
  });
  return { ...lane, events, optimizer: { ...lane.optimizer, lr } };
}
