import { useEffect, useMemo, useState } from 'react';
import { withLaneChange } from '../../experiment/lane-change.ts';
import type { LaneChange, LaneSpec } from '../../experiment/schema.ts';
import { useApp } from '../../store/app.ts';
import { changeLane } from '../../store/edits.ts';
import { isLocked } from '../../store/lock.ts';
import { hasBegun, stepsShown } from '../../store/rounds.ts';
import type { EditSteps } from './laneNow.ts';
import { laneAt, recordEdit } from './laneNow.ts';

/** At most 20 a second. */
const sendEveryMs = 50;
const none: EditSteps = {};

export interface LaneEdit {
  /** What the controls show: the lane as it trains, and over it what is about to be sent. */
  readonly now: LaneSpec;
  /** Shows the change at once and sends it, throttled; the last of a quick row is always sent. */
  readonly change: (set: LaneChange) => void;
  /** Whether the learning rate was edited since the run began. */
  readonly hasEditedRate: boolean;
}

/** The values of a lane, for the controls that show and edit them. */
export function useLaneEdit(index: number, lane: LaneSpec): LaneEdit {
  const applied = useApp(({ run }) => lane.events.filter((event) => event.step <= stepsShown(run)).length);
  const started = useApp(({ run }) => hasBegun(run));
  const [waiting, setWaiting] = useState<LaneChange | null>(null);
  const [editSteps, setEditSteps] = useState(none);
  if (!started && editSteps !== none) setEditSteps(none);

  const sender = useMemo(() => {
    function deliver(set: LaneChange): void {
      setWaiting(null);
      if (isLocked(useApp.getState().run)) return; // since the drag began
      changeLane(index, set);
      setEditSteps((before) => recordEdit(before, set, stepsShown(useApp.getState().run)));
    }
    return throttle(deliver, sendEveryMs, (before, next) => ({ ...before, ...next }));
  }, [index]);
  useEffect(() => () => sender.flush(), [sender]);

  const inForce = useMemo(
    () => laneAt(lane, lane.events[applied - 1]?.step ?? -1, editSteps),
    [lane, applied, editSteps],
  );
  return {
    hasEditedRate: editSteps['optimizer.lr'] !== undefined,
    now: waiting === null ? inForce : withLaneChange(inForce, waiting),
    change(set) {
      setWaiting((before) => ({ ...before, ...set }));
      sender.send(set);
    },
  };
}

interface ThrottledFunction<T> {
  /** Sends now, or at the end of the interval; of several in between the last is sent. */
  send(value: T): void;
  /** Sends what still waits. */
  flush(): void;
}

/** At most one delivery each `intervalMs`; `join` says what waits once another value comes. The last is always delivered. */
export function throttle<T>(
  deliver: (value: T) => void,
  intervalMs: number,
  join: (waiting: T, next: T) => T,
): ThrottledFunction<T> {
  let waiting: { value: T } | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;

  function open(): void {
    timer = null;
    flush();
  }
  function flush(): void {
    if (waiting === null) return;
    const { value } = waiting;
    waiting = null;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(open, intervalMs);
    deliver(value);
  }
  return {
    send(value) {
      waiting = { value: waiting === null ? value : join(waiting.value, value) };
      if (timer === null) flush();
    },
    flush,
  };
}
