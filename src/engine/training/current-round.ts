import type { Dataset } from '../../data/dataset.ts';
import type { ExperimentSpec, LaneChange } from '../../experiment/schema.ts';
import type { Outbox } from '../../protocol/outbox.ts';
import type { RoundCheckpoint } from '../../race/checkpoint.ts';
import type { Round } from '../../race/plan.ts';
import { measuresLayers } from '../../race/plan.ts';
import type { BuiltModel } from '../executors/build.ts';
import { OpenRound } from './open-round.ts';
import { roundSpec } from './round-queue.ts';

/** What all rounds of a race are run with. */
export interface RoundSetting {
  readonly dataset: Dataset;
  /** The model of a round's experiment with its initial weights, ready to take steps; `layerStatistics`: measured layer by layer. */
  readonly build: (spec: ExperimentSpec, layerStatistics: boolean) => Promise<BuiltModel>;
  /** What the page is told through. */
  readonly outbox: Outbox;
}

/** What a round of an experiment is run on. */
export const buildRound = (
  { build }: Pick<RoundSetting, 'build'>,
  spec: ExperimentSpec,
  round: Round,
): Promise<BuiltModel> => build(roundSpec(spec, round), measuresLayers(round));

/** The place where one round of a race is run after the other; empty between rounds. */
export class CurrentRound {
  readonly #setting: RoundSetting;
  readonly #totalSteps: number | null;
  #open: OpenRound | null = null;
  #stepBefore = 0;
  #stepsPerSecond: number | null = null;

  /** @param totalSteps steps that schedules are laid over; null until stopped */
  constructor(setting: RoundSetting, totalSteps: number | null) {
    this.#setting = setting;
    this.#totalSteps = totalSteps;
  }

  get open(): OpenRound | null {
    return this.#open;
  }

  /** Steps taken in the round under way; where there is none, in the one before. */
  get step(): number {
    return this.#open?.runner.step ?? this.#stepBefore;
  }

  /** Steps taken in the round that was left last. */
  get stepBefore(): number {
    return this.#stepBefore;
  }

  /** Begins a round, which has been built, at rest, or goes on with one; `index` counts the rounds. */
  enter(
    index: number,
    round: Round,
    spec: ExperimentSpec,
    built: BuiltModel,
    from: RoundCheckpoint | null = null,
  ): void {
    const { dataset, outbox } = this.#setting;
    outbox.beginRound();
    const totalSteps = this.#totalSteps;
    this.#open = new OpenRound({ index, round, spec, totalSteps, dataset, built, outbox, from });
    this.#open.setSpeed(this.#stepsPerSecond);
  }

  /** Leaves a round that is over; its executor is the caller's to free. */
  leave({ runner }: OpenRound): void {
    this.#stepBefore = runner.step;
    this.#open = null;
  }

  /** Tells of the round that was entered. */
  announce(): void {
    if (!this.#open) return;
    const { index, round } = this.#open;
    this.#setting.outbox.emit('round', { index, round });
  }

  /** The first step that will use the new values of a lane. */
  change(laneId: string, set: LaneChange): number {
    return this.#open?.change(laneId, set) ?? this.#stepBefore;
  }

  setSpeed(stepsPerSecond: number | null): void {
    this.#stepsPerSecond = stepsPerSecond;
    this.#open?.setSpeed(stepsPerSecond);
  }

  async dispose(): Promise<void> {
    await this.#open?.runner.dispose();
    this.#open = null;
  }
}
