import type { StepHyper } from '../optim/host-numbers.ts';
import { HostNumbers } from '../optim/host-numbers.ts';
import { optimizerById } from '../optim/index.ts';
import type { Plan } from '../optim/plan.ts';
import { columnValues } from '../optim/plan.ts';
import { scheduleById } from '../optim/schedules/index.ts';
import type { ScheduleValues } from '../optim/schedules/schedule.ts';
import { scheduledValue } from '../optim/schedules/warmup.ts';
import { hyperValue, withLaneChange } from './lane-change.ts';
import type { LaneChange, LaneEvent, LaneSpec, ScheduleSpec } from './lane-schema.ts';
import { planOf } from './lane-update.ts';

/** A schedule of the spec at step t, on a base value; `horizon` is Infinity for a run until stopped. */
export function scheduleAt(schedule: ScheduleSpec, base: number, t: number, horizon: number): number {
  const { id, ...values } = schedule;
  return scheduledValue(scheduleById(id), values as ScheduleValues, base, t, horizon);
}

/**
 * What a lane's optimizer is told at each step: base values with the events so far, then the schedules. Schedules are
 * foreseen, so the momentum of the next step is the schedule at t + 1; a hand is not, so it uses the base values in
 * force at t.
 */
export class LaneHyper {
  readonly #horizon: number;
  #lane: LaneSpec;
  readonly #events: LaneEvent[];
  /** The lane with the events up to the last step asked for. */
  #now: LaneSpec;
  #applied = 0;
  #reached = -1;
  #plan: Plan | null = null;
  /** Carries the recurrences, up to step `#carriedTo`. */
  #host: HostNumbers | null = null;
  #carriedTo = -1;

  constructor(lane: LaneSpec, horizon: number | null) {
    this.#lane = lane;
    this.#now = lane;
    this.#horizon = horizon ?? Number.POSITIVE_INFINITY;
    this.#events = [...lane.events];
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
      this.#rewind();
      this.#host = null;
      return;
    }
    const at = this.#events.findIndex((event) => event.step > step);
    this.#events.splice(at === -1 ? this.#events.length : at, 0, { step, set });
  }

  /**
   * All the host knows at step t = 0, 1, …: what `scheduledAt` says, the optimizer's recurrences and the columns of its
   * plan. Steps may be asked for in any order; where there are recurrences, one further back replays the run up to it.
   * @throws RangeError when the plan reads a number that the lane does not have
   */
  at(t: number): StepHyper {
    this.#plan ??= planOf(this.#lane);
    const { columns, recurrences } = this.#plan;
    const numbers = this.scheduledAt(t);
    const entries = Object.entries(numbers);
    const values =
      recurrences.length === 0
        ? columnValues(this.#plan, new Map(entries))
        : this.#carry(this.#plan, t, numbers);
    return Object.fromEntries([
      ...entries,
      ...(this.#host?.recurrences ?? []),
      ...columns.map(({ name }, i) => [name, values[i] ?? Number.NaN] as const),
    ]);
  }

  /**
   * The lane's own numbers at step t: hyper-parameters after schedules; the momentum of the next step as
   * `${momentumKey}Next`; `t`, which counts from 1; and of `clipNorm`, `clipValue` and `guardFactor` those that are on.
   */
  scheduledAt(t: number): StepHyper {
    const lane = this.#laneAt(t);
    const { hyper, momentumKey } = optimizerById(lane.optimizer.id);
    const numbers: Record<string, number> = { t: t + 1 };
    for (const parameter of hyper) numbers[parameter.key] = hyperValue(lane, parameter);
    numbers.lr = scheduleAt(lane.lrSchedule, lane.optimizer.lr, t, this.#horizon);
    if (momentumKey !== null) {
      const base = numbers[momentumKey] ?? Number.NaN;
      const momentum = (step: number) => scheduleAt(lane.momentumSchedule, base, step, this.#horizon);
      numbers[momentumKey] = momentum(t);
      numbers[`${momentumKey}Next`] = momentum(t + 1);
    }
    if (lane.clip.globalNorm !== null) numbers.clipNorm = lane.clip.globalNorm;
    if (lane.clip.value !== null) numbers.clipValue = lane.clip.value;
    if (lane.guard !== null) numbers.guardFactor = lane.guard.factor;
    return numbers;
  }

  /** The columns of step t, with the recurrences carried on from the last step asked for or from the start. */
  #carry(plan: Plan, t: number, numbers: StepHyper): Float64Array {
    if (this.#host === null || t < this.#carriedTo) {
      this.#host = new HostNumbers(plan);
      this.#carriedTo = -1;
    }
    while (this.#carriedTo < t - 1) {
      this.#carriedTo += 1;
      this.#host.at(this.#carriedTo + 1, this.scheduledAt(this.#carriedTo));
    }
    this.#carriedTo = t;
    return this.#host.at(t + 1, numbers);
  }

  #laneAt(t: number): LaneSpec {
    if (t < this.#reached) this.#rewind();
    this.#reached = t;
    for (
      let event = this.#events[this.#applied];
      event && event.step <= t;
      event = this.#events[++this.#applied]
    ) {
      this.#now = withLaneChange(this.#now, event.set);
    }
    return this.#now;
  }

  #rewind(): void {
    this.#now = this.#lane;
    this.#applied = 0;
    this.#reached = -1;
  }
}
