import type { ExperimentSpec, LaneSpec } from '../../experiment/schema.ts';
import type { Wait } from '../../protocol/wait.ts';
import type { RacePlan, Round } from '../../race/plan.ts';
import { nextRound, planRounds } from '../../race/plan.ts';
import { choicesOf, racePlanOf } from '../../race/race-plan.ts';
import type { RoundRecord } from '../../race/result.ts';

/** What a round trains: the experiment at its seed, with its lanes at the learning rates it gives them. */
export function roundSpec(spec: ExperimentSpec, { seed, lanes }: Round): ExperimentSpec {
  return { ...spec, seed, lanes: lanes.map(({ lane, lr }) => roundLane(spec, lane, lr)) };
}

function roundLane({ lanes }: ExperimentSpec, index: number, lr: number | undefined): LaneSpec {
  const lane = lanes[index];
  if (!lane) throw new RangeError(`round: there is no lane ${index}`);
  return lr === undefined ? lane : { ...lane, optimizer: { ...lane.optimizer, lr } };
}

/** Leads through the rounds of an experiment: what is next follows from what was run and which lanes were stopped. */
export class RoundQueue {
  readonly #spec: ExperimentSpec;
  readonly #totalSteps: number | null;
  readonly #done: Round[] = [];
  readonly #records: RoundRecord[] = [];
  readonly #stopped = new Set<number>();

  constructor(spec: ExperimentSpec, totalSteps: number | null) {
    this.#spec = spec;
    this.#totalSteps = totalSteps;
  }

  get records(): readonly RoundRecord[] {
    return this.#records;
  }

  /** Lanes that were stopped by hand. */
  get stoppedLanes(): readonly number[] {
    return [...this.#stopped];
  }

  /** True where every lane was stopped by hand. */
  get allStopped(): boolean {
    return this.#stopped.size === this.#spec.lanes.length;
  }

  /** What to train next; null at the end. After tuning, lanes have the learning rates chosen for them. */
  next(): Round | null {
    const plan = this.#plan;
    if (plan === null) return this.#done.length > 0 || this.allStopped ? null : this.#untilStopped();
    return nextRound(plan, this.#done, this.#chosen());
  }

  add(round: Round, record: RoundRecord): void {
    this.#done.push(round);
    this.#records.push(record);
  }

  stopLane(lane: number): void {
    this.#stopped.add(lane);
  }

  /** What is waited for while a round is built: its place among those of its phase. */
  waitOf({ phase, lanes }: Round): Wait {
    if (phase === 'timing') return { id: 'timing', lane: this.#spec.lanes[lanes[0]?.lane ?? 0]?.name ?? '' };
    const count = this.#plan === null ? 1 : planRounds(this.#plan).filter((of) => of.phase === phase).length;
    const number = this.#done.filter((of) => of.phase === phase).length + 1;
    return { id: 'round', phase, number, count };
  }

  get #plan(): RacePlan | null {
    return this.#totalSteps === null ? null : racePlanOf(this.#spec, this.#totalSteps, [...this.#stopped]);
  }

  #chosen(): readonly (number | null)[] {
    return this.#spec.race.mode === 'fair' ? choicesOf(this.#spec, this.#records).map(({ lr }) => lr) : [];
  }

  #untilStopped(): Round {
    const lanes = this.#spec.lanes
      .map((_, lane) => ({ lane }))
      .filter(({ lane }) => !this.#stopped.has(lane));
    return { phase: 'race', seed: this.#spec.seed, lanes, steps: Number.POSITIVE_INFINITY };
  }
}
