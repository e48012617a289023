import { optimizerById } from '../optim/index.ts';
import type { StepHyper } from '../optim/host-numbers.ts';
import { scheduleById } from '../optim/schedules/index.ts';
import { scheduledValue } from '../optim/schedules/warmup.ts';
import type { LaneChange, LaneEvent, LaneSpec, ScheduleSpec } from './schema.ts';

/** A schedule of the spec at step t, on a base value; `horizon` is Infinity for a run until stopped. */
export function scheduleAt(schedule: ScheduleSpec, base: number, t: number, horizon: number): number {
  const { id, ...values } = schedule;
  return scheduledValue(scheduleById(id), values as Record<string, number>, base, t, horizon);
}

interface LaneValues {
  readonly base: Readonly<Record<string, number>>;
  readonly lrSchedule: ScheduleSpec;
  readonly momentumSchedule: ScheduleSpec;
}

/**
 * What a lane's optimizer is told at each step: base values with the events so far, then the schedules. Schedules are
 * foreseen, so `momentumNext` is the schedule at t + 1; a hand is not, so it uses the base values in force at t.
 */
export class LaneHyper {
  readonly #horizon: number;
  #lane: LaneSpec;
  readonly #events: LaneEvent[];
  #values: LaneValues;
  #applied = 0;
  #reached = -1;

  constructor(lane: LaneSpec, horizon: number | null) {
    this.#lane = lane;
    this.#horizon = horizon ?? Number.POSITIVE_INFINITY;
    this.#events = [...lane.events];
    this.#values = initialValues(lane);
  }

  /** The spec's events and the hand's, in order of step. */
  get events(): readonly LaneEvent[] {
    return this.#events;
  }

  /** The lane as it would have to be written to repeat this. */
  get lane(): LaneSpec {
    return { ...this.#lane, events: this.#events };
  }

  /** Records a hand at `step`, which must not have been asked for yet. Before the first step it changes the lane itself. */
  change(step: number, set: LaneChange): void {
    if (step === 0) {
      this.#lane = withLaneChange(this.#lane, set);
      this.#values = initialValues(this.#lane);
      return;
    }
    const at = this.#events.findIndex((event) => event.step > step);
    this.#events.splice(at === -1 ? this.#events.length : at, 0, { step, set });
  }

  at(t: number): StepHyper {
    if (t < this.#reached) {
      this.#values = initialValues(this.#lane);
      this.#applied = 0;
    }
    this.#reached = t;
    for (
      let event = this.#events[this.#applied];
      event && event.step <= t;
      event = this.#events[++this.#applied]
    ) {
      this.#values = apply(this.#values, event.set);
    }
    const { base, lrSchedule, momentumSchedule } = this.#values;
    const { lr = 0, momentum = 0 } = base;
    return {
      ...base,
      lr: scheduleAt(lrSchedule, lr, t, this.#horizon),
      momentum: scheduleAt(momentumSchedule, momentum, t, this.#horizon),
      momentumNext: scheduleAt(momentumSchedule, momentum, t + 1, this.#horizon),
    };
  }
}

function initialValues({ optimizer, lrSchedule, momentumSchedule }: LaneSpec): LaneValues {
  const base = optimizerById(optimizer.id).hyper.map((p) => [p.key, optimizer[p.key] ?? p.default] as const);
  return { base: Object.fromEntries(base), lrSchedule, momentumSchedule };
}

const prefix = 'optimizer.';

/** `{ 'optimizer.lr': 2 }` as `{ lr: 2 }`. */
function hyperOf(set: LaneChange): Record<string, number> {
  const entries = Object.entries(set).filter(([key]) => key.startsWith(prefix));
  return Object.fromEntries(entries.map(([key, value]) => [key.slice(prefix.length), value as number]));
}

function apply(values: LaneValues, set: LaneChange): LaneValues {
  return {
    base: { ...values.base, ...hyperOf(set) },
    lrSchedule: set.lrSchedule ?? values.lrSchedule,
    momentumSchedule: set.momentumSchedule ?? values.momentumSchedule,
  };
}

/** A lane that starts with the values of a change. */
export function withLaneChange(lane: LaneSpec, set: LaneChange): LaneSpec {
  return {
    ...lane,
    optimizer: { ...lane.optimizer, ...hyperOf(set) },
    lrSchedule: set.lrSchedule ?? lane.lrSchedule,
    momentumSchedule: set.momentumSchedule ?? lane.momentumSchedule,
  };
}
