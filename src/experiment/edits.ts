import type { ValueChange } from './lane-change.ts';
import { changesOf, withLaneChange } from './lane-change.ts';
import type { LaneEvent, LaneSpec } from './lane-schema.ts';
import type { ExperimentSpec } from './schema.ts';

/** A live edit of a lane. A run records the list of its edits, and all else is derived from that. */
export interface LiveEdit {
  readonly laneId: string;
  /** Its step is the first that uses it. */
  readonly event: LaneEvent;
}

/** A live edit with the time it was recorded at, in ms from any start. */
export interface TimedEdit extends LiveEdit {
  readonly atMs: number;
}

/** An edit of the same control after a pause this long begins another gesture. */
const gestureMs = 1000;

/**
 * A lane with live edits. Before the first step they change the lane itself, behind its events of step 0, which become part
 * of it; from then on they are events, behind those up to their step.
 */
export function editLane(lane: LaneSpec, edits: readonly LaneEvent[]): LaneSpec {
  const atStart = edits.filter(({ step }) => step === 0);
  const later = edits.filter(({ step }) => step > 0);
  const edited = atStart.length === 0 ? lane : withStart(lane, atStart);
  if (later.length === 0) return edited;
  return { ...edited, events: [...edited.events, ...later].sort((a, b) => a.step - b.step) };
}

function withStart(lane: LaneSpec, edits: readonly LaneEvent[]): LaneSpec {
  const before = lane.events.filter(({ step }) => step === 0);
  const { events: _, ...values } = [...before, ...edits].reduce(
    (now, { set }) => withLaneChange(now, set),
    lane,
  );
  return { ...values, events: lane.events.filter(({ step }) => step > 0) };
}

/** An experiment with live edits, in the order they were made. Other lanes stay the same objects. */
export function applyEdits(spec: ExperimentSpec, edits: readonly LiveEdit[]): ExperimentSpec {
  if (edits.length === 0) return spec;
  const lanes = spec.lanes.map((lane) => {
    const ofLane = edits.filter(({ laneId }) => laneId === lane.id);
    return editLane(
      lane,
      ofLane.map(({ event }) => event),
    );
  });
  return { ...spec, lanes };
}

/**
 * The edits of a run as they are shown: those of one control without a pause of a second are one gesture, and one edit at
 * its first step. Before the first step there are no gestures.
 */
export function mergeGestures(edits: readonly TimedEdit[]): TimedEdit[] {
  const gestures: TimedEdit[] = [];
  for (const edit of edits) {
    const last = gestures.at(-1);
    if (!last || !goesOn(last, edit)) {
      gestures.push(edit);
      continue;
    }
    const set = { ...last.event.set, ...edit.event.set };
    gestures[gestures.length - 1] = { ...edit, event: { step: last.event.step, set } };
  }
  return gestures;
}

const goesOn = (gesture: TimedEdit, { laneId, event, atMs }: TimedEdit): boolean =>
  gesture.event.step > 0 &&
  gesture.laneId === laneId &&
  atMs - gesture.atMs < gestureMs &&
  Object.keys(event.set).every((path) => path in gesture.event.set);

/** A live edit, or an event of the experiment: at which step, and what it changed. */
export interface ChangeMark {
  readonly step: number;
  readonly changes: readonly ValueChange[];
}

/** The events of a lane, each as a change from what was in force before it. */
export function describeEvents(lane: LaneSpec): ChangeMark[] {
  let now = lane;
  return lane.events.map(({ step, set }) => {
    const before = now;
    now = withLaneChange(now, set);
    return { step, changes: changesOf(before, set) };
  });
}
