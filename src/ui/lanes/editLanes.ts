import type { LaneSpec } from '../../experiment/schema.ts';
import { edit } from '../kit/edit.ts';
import type { RejectedEdit } from '../kit/FieldError.tsx';

/** Changes who races, or in what order: a new race. Returns why it is refused, or null. */
export function editLanes(change: (lanes: readonly LaneSpec[]) => readonly LaneSpec[]): RejectedEdit | null {
  return edit((spec) => ({ ...spec, lanes: change(spec.lanes) }));
}

/** Changes what shapes a lane's run, which starts a new one. Returns why it is refused, or null. */
export const editLane = (index: number, change: (lane: LaneSpec) => LaneSpec): RejectedEdit | null =>
  edit((spec) => ({ ...spec, lanes: spec.lanes.map((lane, i) => (i === index ? change(lane) : lane)) }));
