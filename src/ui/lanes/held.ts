import type { LaneChange } from '../../spec/schema.ts';
import { type LaneNow, withChange } from './laneNow.ts';

/**
 * Moves that were sent and that the run does not show yet: the worker answers with a step a little ahead of the page's,
 * and a control must not spring back until then.
 */
export interface Held {
  readonly set: LaneChange;
  /** What the run showed when the hand moved. */
  readonly before: LaneNow;
  readonly atMs: number;
  readonly step: number;
}

const patienceMs = 1500;

/** The moves with one more of them; `before` stays that of the first. */
export function hold(held: Held | null, set: LaneChange, before: LaneNow, atMs: number, step: number): Held {
  return { set: { ...held?.set, ...set }, before: held?.before ?? before, atMs, step };
}

/** The moves that are still to be shown over what the run has: null once it has them, or has gone elsewhere. */
export function settle(held: Held | null, now: LaneNow, nowMs: number, step: number): Held | null {
  if (held === null || step < held.step || held.before.optimizer.id !== now.optimizer.id) return null;
  const arrived = same(withChange(now, held.set), now);
  const elsewhere = nowMs - held.atMs > patienceMs && !same(now, held.before);
  return arrived || elsewhere ? null : held;
}

const same = (a: LaneNow, b: LaneNow): boolean => JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));

const canonical = ({ optimizer, lrSchedule, momentumSchedule }: LaneNow) =>
  [optimizer, lrSchedule, momentumSchedule].map((part) => Object.entries(part).sort(([x], [y]) => (x < y ? -1 : 1)));
