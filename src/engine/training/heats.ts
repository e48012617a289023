import type { ExperimentSpec, LaneSpec } from '../../experiment/schema.ts';
import type { Heat, RacePlan } from '../../race/plan.ts';
import { nextHeat, planHeats } from '../../race/plan.ts';
import { choicesOf, racePlanOf } from '../../race/race-plan.ts';
import type { HeatRecord } from '../../race/result.ts';

/** What a heat trains: the experiment at its seed, with its lanes at the learning rates it gives them. */
export function heatSpec(spec: ExperimentSpec, { seed, lanes }: Heat): ExperimentSpec {
  return { ...spec, seed, lanes: lanes.map(({ lane, lr }) => heatLane(spec, lane, lr)) };
}

function heatLane({ lanes }: ExperimentSpec, index: number, lr: number | undefined): LaneSpec {
  const lane = lanes[index];
  if (!lane) throw new RangeError(`heat: there is no lane ${index}`);
  return lr === undefined ? lane : { ...lane, optimizer: { ...lane.optimizer, lr } };
}

/** Leads through the heats of an experiment: what is next follows from what was run and which lanes were dropped. */
export class Heats {
  readonly #spec: ExperimentSpec;
  readonly #horizon: number | null;
  readonly #done: Heat[] = [];
  readonly #records: HeatRecord[] = [];
  readonly #dropped = new Set<number>();

  constructor(spec: ExperimentSpec, horizon: number | null) {
    this.#spec = spec;
    this.#horizon = horizon;
  }

  get records(): readonly HeatRecord[] {
    return this.#records;
  }

  /** True where every lane was stopped by hand. */
  get allDropped(): boolean {
    return this.#dropped.size === this.#spec.lanes.length;
  }

  /** What to train next; null at the end. After tuning, lanes have the learning rates chosen for them. */
  next(): Heat | null {
    const plan = this.#plan;
    if (plan === null) return this.#done.length > 0 || this.allDropped ? null : this.#untilStopped();
    return nextHeat(plan, this.#done, this.#chosen());
  }

  add(heat: Heat, record: HeatRecord): void {
    this.#done.push(heat);
    this.#records.push(record);
  }

  drop(lane: number): void {
    this.#dropped.add(lane);
  }

  /** What a heat is among its like: `seed 2 of 5`. */
  nameOf(heat: Heat): string {
    const { phase, lanes } = heat;
    if (phase === 'timing') return `${this.#spec.lanes[lanes[0]?.lane ?? 0]?.name} alone, for its time`;
    const count = this.#plan === null ? 1 : planHeats(this.#plan).filter((of) => of.phase === phase).length;
    const before = this.#done.filter((of) => of.phase === phase).length;
    return `${phase === 'tuning' ? 'tuning' : 'seed'} ${before + 1} of ${count}`;
  }

  get #plan(): RacePlan | null {
    return this.#horizon === null ? null : racePlanOf(this.#spec, this.#horizon, [...this.#dropped]);
  }

  #chosen(): readonly (number | null)[] {
    return this.#spec.race.mode === 'fair' ? choicesOf(this.#spec, this.#records).map(({ lr }) => lr) : [];
  }

  #untilStopped(): Heat {
    const lanes = this.#spec.lanes
      .map((_, lane) => ({ lane }))
      .filter(({ lane }) => !this.#dropped.has(lane));
    return { phase: 'race', seed: this.#spec.seed, lanes, steps: Number.POSITIVE_INFINITY };
  }
}
