import type { ExperimentSpec } from '../../experiment/schema.ts';
import type { Wait } from '../../protocol/wait.ts';
import type { RacePlan, Round } from '../../race/plan.ts';
import { nextRound, planRounds } from '../../race/plan.ts';
import { choicesOf, racePlanOf } from '../../race/race-plan.ts';
import type { RoundRecord } from '../../race/result.ts';
import { effectiveLanes } from '../../race/round-lanes.ts';

/** What a round trains: the experiment at its seed, with its lanes at the learning rates it gives them. */
export function roundSpec(spec: ExperimentSpec, { seed, lanes }: Round): ExperimentSpec {
  const roundLanes = effectiveLanes(spec, { lanes });
  if (roundLanes.length < lanes.length)
    throw new RangeError('round: it has a lane that the experiment has not');
  return { ...spec, seed, lanes: roundLanes };
}

/** Leads through the rounds of an experiment: what is next follows from what was run and which lanes were stopped. */
export class RoundQueue {
  readonly #spec: ExperimentSpec;
  readonly #totalSteps: number | null;
  readonly #done: Round[] = [];
  readonly #records: RoundRecord[] = [];
  readonly #stopped = new Set<string>();

  constructor(spec: ExperimentSpec, totalSteps: number | null) {
    this.#spec = spec;
    this.#totalSteps = totalSteps;
  }

  /** Of the race, as it was opened. */
  get spec(): ExperimentSpec {
    return this.#spec;
  }

  get records(): readonly RoundRecord[] {
    return this.#records;
  }

  /** Ids of lanes that were stopped by hand. */
  get stoppedLanes(): readonly string[] {
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

  stopLane(laneId: string): void {
    this.#stopped.add(laneId);
  }

  /** What is waited for while a round is built: its place among those of its phase. */
  waitOf({ phase, lanes }: Round): Wait {
    if (phase === 'timing') {
      const [alone] = effectiveLanes(this.#spec, { lanes });
      return { id: 'timing', lane: alone?.name ?? '' };
    }
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
      .map(({ id }) => ({ laneId: id }))
      .filter(({ laneId }) => !this.#stopped.has(laneId));
    return { phase: 'race', seed: this.#spec.seed, lanes, steps: Number.POSITIVE_INFINITY };
  }
}
