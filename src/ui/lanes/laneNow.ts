import type { HyperKey } from '../../optim/transform.ts';
import type { LaneChange, LaneSpec } from '../../spec/schema.ts';

/** What a lane trains with at some step: the spec's values with the moves made by then. */
export type LaneNow = Pick<LaneSpec, 'optimizer' | 'lrSchedule' | 'momentumSchedule'>;

/** The lane's values for step `step`, counted from 0. */
export function laneAt(lane: LaneSpec, step: number): LaneNow {
  return lane.events.filter((event) => event.step <= step).reduce((now, { set }) => withChange(now, set), toNow(lane));
}

/** The lane after a move of a hand. */
export function withChange(now: LaneNow, set: LaneChange): LaneNow {
  const { lrSchedule = now.lrSchedule, momentumSchedule = now.momentumSchedule, ...hyper } = set;
  const values = Object.entries(hyper).map(([path, value]) => [path.replace('optimizer.', ''), value]);
  return { optimizer: { ...now.optimizer, ...Object.fromEntries(values) }, lrSchedule, momentumSchedule };
}

/** A move of one hyper-parameter, as the protocol carries it. */
export function hyperChange(key: HyperKey, value: number): LaneChange {
  return { [`optimizer.${key}`]: value } as LaneChange;
}

const toNow = ({ optimizer, lrSchedule, momentumSchedule }: LaneSpec): LaneNow => ({
  optimizer,
  lrSchedule,
  momentumSchedule,
});
