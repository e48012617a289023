import { DownhillError } from '../../core/errors.ts';
import type { Dataset } from '../../data/dataset.ts';
import type { ExperimentSpec, LaneChange } from '../../experiment/schema.ts';
import type { NetworkValues } from '../../nn/model.ts';
import type { Outbox } from '../../protocol/outbox.ts';
import type { RoundCheckpoint } from '../../race/checkpoint.ts';
import type { Round } from '../../race/plan.ts';
import type { BuiltModel } from '../executors/build.ts';
import { roundCheckpoint } from './checkpoint.ts';
import { roundSpec } from './round-queue.ts';
import { RoundRunner } from './round-runner.ts';
import { runPlanOf } from './run-plan.ts';
import type { RoundLog } from './run-result.ts';

interface OpenRoundOptions {
  /** Counts the rounds that were opened, from 0. */
  readonly index: number;
  readonly round: Round;
  /** Of the race. */
  readonly spec: ExperimentSpec;
  readonly totalSteps: number | null;
  readonly dataset: Dataset;
  readonly built: BuiltModel;
  readonly outbox: Outbox;
  /** Where it goes on; its beginning where absent. */
  readonly from?: RoundCheckpoint | null;
}

/** A round with its run; the lanes it is asked about are those of the experiment. */
export class OpenRound {
  readonly index: number;
  readonly round: Round;
  readonly runner: RoundRunner;
  readonly #built: BuiltModel;

  constructor({ index, round, spec, totalSteps, dataset, built, outbox, from = null }: OpenRoundOptions) {
    this.index = index;
    this.round = round;
    this.#built = built;
    this.runner = new RoundRunner({
      spec: roundSpec(spec, round),
      runPlan: runPlanOf(spec, round, totalSteps),
      weights: built.weights,
      dataset,
      executor: built.executor,
      outbox,
      from,
    });
  }

  get log(): RoundLog {
    return { round: this.round, log: this.runner.log };
  }

  /** Where it is, at rest. */
  async checkpoint(): Promise<RoundCheckpoint> {
    return { ...roundCheckpoint(this.log), snapshots: await this.runner.snapshots() };
  }

  /** The first step that will use the new values; null where the lane is not in the round. */
  change(laneId: string, set: LaneChange): number | null {
    const [position] = this.#positions(laneId);
    return position === undefined ? null : this.runner.change(position, set);
  }

  /** Stops a lane at whichever learning rates it trains; the steps it has taken. */
  stopLane(laneId: string): number {
    const positions = this.#positions(laneId);
    for (const position of positions) this.runner.stopLane(position);
    return Math.max(0, ...positions.map((position) => this.runner.lanes[position]?.losses.length ?? 0));
  }

  /**
   * A lane's weights as they are at rest.
   * @throws DownhillError code `state` where it is being tuned, or was stopped before this round
   */
  async weights(laneId: string): Promise<NetworkValues> {
    const [position] = this.#positions(laneId);
    if (this.round.phase !== 'race')
      throw new DownhillError({ code: 'state', fact: { id: 'weightsWhileSearching', params: {} } });
    if (position === undefined)
      throw new DownhillError({ code: 'state', fact: { id: 'weightsOfStoppedLane', params: {} } });
    return this.#built.executor.weights(position);
  }

  /** What is timed goes as fast as it can. */
  setSpeed(stepsPerSecond: number | null): void {
    this.runner.setSpeed(this.round.phase === 'timing' ? null : stepsPerSecond);
  }

  #positions(laneId: string): number[] {
    return this.round.lanes.flatMap((entry, position) => (entry.laneId === laneId ? [position] : []));
  }
}
