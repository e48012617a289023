import { withLaneChange } from '../../experiment/lane-change.ts';
import type { LaneChange, LaneSpec } from '../../experiment/schema.ts';

/** The step of the last live edit of each value, by path: it overrides the events up to that step. */
export type EditSteps = Readonly<Partial<Record<keyof LaneChange, number>>>;

/**
 * The lane as it trains at step `step`, counted from 0: what the experiment says, with the events written in it that have
 * come since the last live edit of their value. A live edit changes the experiment itself.
 */
export function laneAt(lane: LaneSpec, step: number, editSteps: EditSteps): LaneSpec {
  return lane.events
    .filter((event) => event.step <= step)
    .reduce((now, event) => withLaneChange(now, since(event.set, event.step, editSteps)), lane);
}

/** A change of one hyperparameter, as the protocol carries it. */
export function hyperparamChange(key: string, value: number): LaneChange {
  return { [`optimizer.${key}`]: value };
}

/** The same after one more edit, at `step`. */
export function recordEdit(editSteps: EditSteps, set: LaneChange, step: number): EditSteps {
  return { ...editSteps, ...Object.fromEntries(Object.keys(set).map((path) => [path, step])) };
}

function since(set: LaneChange, step: number, editSteps: EditSteps): LaneChange {
  const last = new Map<string, number | undefined>(Object.entries(editSteps));
  return Object.fromEntries(Object.entries(set).filter(([path]) => step > (last.get(path) ?? -1)));
}
