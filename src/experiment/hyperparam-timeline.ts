import { compileExpr } from '../core/compile-expr.ts';
import type { StepHyperparams } from '../optim/host-scalars.ts';
import { HostScalars } from '../optim/host-scalars.ts';
import type { Plan } from '../optim/plan.ts';
import { editLane } from './edits.ts';
import { withLaneChange } from './lane-change.ts';
import type { LaneHyperparams } from './lane-hyperparams.ts';
import { curveOf, laneHyperparams } from './lane-hyperparams.ts';
import type { LaneChange, LaneEvent, LaneSpec, ScheduleSpec } from './lane-schema.ts';
import { planOf } from './lane-update.ts';

/** A schedule of the spec at step t, on a base value; `totalSteps` is Infinity for a run until stopped. */
export const scheduleAt = (schedule: ScheduleSpec, base: number, t: number, totalSteps: number): number =>
  curveOf(schedule, totalSteps)(base, t);

/** The host scalars of a plan without recurrences, each with its name. */
type ScalarFunctions = readonly {
  readonly name: string;
  readonly compute: (hyperparams: StepHyperparams) => number;
}[];

/**
 * What a lane's optimizer is told at each step: base values with the events so far, then the schedules. Schedules are
 * foreseen, so the momentum of the next step is the schedule at t + 1; a live edit is not, so it uses the base values in
 * force at t.
 */
export class HyperparamTimeline {
  readonly #totalSteps: number;
  /** With the live edits so far. */
  #lane: LaneSpec;
  /** The lane with the events up to the last step asked for. */
  #now: LaneSpec;
  #applied = 0;
  #reached = -1;
  /** The numbers of `#now`; null where they have not been asked for since it changed. */
  #hyperparams: LaneHyperparams | null = null;
  #plan: { readonly plan: Plan; readonly hostScalars: ScalarFunctions } | null = null;
  /** Carries the recurrences, up to step `#carriedTo`. */
  #host: HostScalars | null = null;
  #carriedTo = -1;

  constructor(lane: LaneSpec, totalSteps: number | null) {
    this.#lane = lane;
    this.#now = lane;
    this.#totalSteps = totalSteps ?? Number.POSITIVE_INFINITY;
  }

  /** The spec's events and the live edits, in order of step. */
  get events(): readonly LaneEvent[] {
    return this.#lane.events;
  }

  /** The lane as it would have to be written to repeat this. */
  get lane(): LaneSpec {
    return this.#lane;
  }

  /** Records a live edit at `step`, which must not have been asked for yet; see `editLane`. */
  change(step: number, set: LaneChange): void {
    this.#lane = editLane(this.#lane, [{ step, set }]);
    if (step > 0) return;
    this.#rewind();
    this.#host = null;
  }

  /**
   * All the host knows at step t = 0, 1, …: what `scheduledAt` says, the optimizer's recurrences and the host scalars of its
   * plan. Steps may be asked for in any order; where there are recurrences, one further back replays the run up to it.
   * @throws RangeError when the plan reads a number that the lane does not have
   */
  at(t: number): StepHyperparams {
    const { plan, hostScalars } = this.#planned();
    const hyperparams = this.scheduledAt(t);
    if (plan.recurrences.length > 0) return this.#carried(plan, t, hyperparams);
    const all: Record<string, number> = { ...hyperparams };
    for (const { name, compute } of hostScalars) all[name] = compute(hyperparams);
    return all;
  }

  /**
   * The lane's own numbers at step t: hyperparameters after schedules; the momentum of the next step as
   * `${momentumKey}Next`; `t`, which counts from 1; and of `clipNorm`, `clipValue` and `guardFactor` those that are on.
   */
  scheduledAt(t: number): StepHyperparams {
    const lane = this.#laneAt(t);
    this.#hyperparams ??= laneHyperparams(lane, this.#totalSteps);
    return this.#hyperparams(t);
  }

  #planned() {
    if (this.#plan === null) {
      const plan = planOf(this.#lane);
      const hostScalars = plan.hostScalars.map(({ name, value }) => ({ name, compute: compileExpr(value) }));
      this.#plan = { plan, hostScalars };
    }
    return this.#plan;
  }

  /** All numbers of step t, with the recurrences carried on from the last step asked for or from the start. */
  #carried(plan: Plan, t: number, hyperparams: StepHyperparams): StepHyperparams {
    if (this.#host === null || t < this.#carriedTo) {
      this.#host = new HostScalars(plan);
      this.#carriedTo = -1;
    }
    while (this.#carriedTo < t - 1) {
      this.#carriedTo += 1;
      this.#host.at(this.#carriedTo + 1, this.scheduledAt(this.#carriedTo));
    }
    this.#carriedTo = t;
    const values = this.#host.at(t + 1, hyperparams);
    const all: Record<string, number> = { ...hyperparams, ...Object.fromEntries(this.#host.recurrences) };
    plan.hostScalars.forEach(({ name }, i) => {
      all[name] = values[i] ?? Number.NaN;
    });
    return all;
  }

  #laneAt(t: number): LaneSpec {
    if (t < this.#reached) this.#rewind();
    this.#reached = t;
    for (
      let event = this.#lane.events[this.#applied];
      event && event.step <= t;
      event = this.#lane.events[++this.#applied]
    ) {
      this.#now = withLaneChange(this.#now, event.set);
      this.#hyperparams = null;
    }
    return this.#now;
  }

  #rewind(): void {
    this.#now = this.#lane;
    this.#hyperparams = null;
    this.#applied = 0;
    this.#reached = -1;
  }
}
