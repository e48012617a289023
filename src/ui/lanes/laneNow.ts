import { withLaneChange } from '../../experiment/lane-change.ts';
import type { LaneChange, LaneSpec } from '../../experiment/schema.ts';

/** The step of the last hand on a value, by its path; later than the events before it, it stands instead of them. */
export type Moves = Readonly<Partial<Record<keyof LaneChange, number>>>;

/**
 * The lane as it trains at step `step`, counted from 0: what the experiment says, with the events written in it that have
 * come since the last hand on their value. A hand changes the experiment itself.
 */
export function laneAt(lane: LaneSpec, step: number, moves: Moves): LaneSpec {
  return lane.events
    .filter((event) => event.step <= step)
    .reduce((now, event) => withLaneChange(now, since(event.set, event.step, moves)), lane);
}

/** A move of one hyper-parameter, as the protocol carries it. */
export function hyperChange(key: string, value: number): LaneChange {
  return { [`optimizer.${key}`]: value };
}

/** The moves after one more of them, at `step`. */
export function withMove(moves: Moves, set: LaneChange, step: number): Moves {
  return { ...moves, ...Object.fromEntries(Object.keys(set).map((path) => [path, step])) };
}

function since(set: LaneChange, step: number, moves: Moves): LaneChange {
  const last = new Map<string, number | undefined>(Object.entries(moves));
  return Object.fromEntries(Object.entries(set).filter(([path]) => step > (last.get(path) ?? -1)));
}
