import { changesOf, withLaneChange } from '../experiment/lane-change.ts';
import type { ExperimentSpec, LaneEvent, LaneSpec } from '../experiment/schema.ts';
import type { ChangeMark } from './series.ts';

/** The latest gesture on a run: the event it is recorded as, and the time of its last edit. */
export interface Gesture {
  readonly laneId: string;
  readonly event: LaneEvent;
  readonly atMs: number;
}

/** An edit after a pause this long begins another gesture. */
const gestureMs = 1000;

/**
 * The experiment as a run trains it after a live edit at `step`: before the first step in its values, from then on in
 * its events. Edits of one control without a pause are one gesture and one event, at the first step. The worker records
 * each edit by itself; this is what the page shows of them.
 */
export function mergeGesture(
  run: ExperimentSpec,
  { laneId, event: { step, set }, atMs }: Gesture,
  before: Gesture | null,
): { readonly run: ExperimentSpec; readonly gesture: Gesture | null } {
  const change = (edit: (of: LaneSpec) => LaneSpec): ExperimentSpec => ({
    ...run,
    lanes: run.lanes.map((of) => (of.id === laneId ? edit(of) : of)),
  });
  if (step === 0) return { run: change((of) => withLaneChange(of, set)), gesture: null };
  const goesOn =
    before?.laneId === laneId &&
    atMs - before.atMs < gestureMs &&
    Object.keys(set).every((key) => key in before.event.set);
  const event = goesOn ? { step: before.event.step, set: { ...before.event.set, ...set } } : { step, set };
  const edited = change((of) => ({
    ...of,
    events: [...of.events.filter((other) => !goesOn || other !== before.event), event].sort(
      (a, b) => a.step - b.step,
    ),
  }));
  return { run: edited, gesture: { laneId, event, atMs } };
}

/** What the charts mark of a lane's events, each as a change from what was in force before it. */
export function marksOf(lane: LaneSpec): ChangeMark[] {
  let now = lane;
  return lane.events.map(({ step, set }) => {
    const before = now;
    now = withLaneChange(now, set);
    return { step, changes: changesOf(before, set) };
  });
}
