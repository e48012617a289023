import type { Dataset } from '../../data/dataset.ts';
import type { ExperimentSpec, LaneChange } from '../../experiment/schema.ts';
import type { Emit, HealthFrame, MetricsFrame } from '../../protocol/messages.ts';
import type { Heat } from '../../race/plan.ts';
import type { Built } from '../executors/build.ts';
import { heatSpec } from './heats.ts';
import { OpenHeat } from './open-heat.ts';

/** What all heats of a race are run with. */
export interface HeatSetting {
  readonly dataset: Dataset;
  /** The model of a heat's experiment with its initial weights, ready to take steps; `health`: measured layer by layer. */
  readonly build: (spec: ExperimentSpec, health: boolean) => Promise<Built>;
  readonly emit: Emit;
  /** There are numbers to be taken with `takeMetrics`. */
  readonly onMetrics: () => void;
}

/** Nothing is measured that would lengthen tuning, or what is timed. */
const isMeasured = ({ phase }: Heat): boolean => phase === 'race';

/** What a heat of an experiment is run on. */
export const buildHeat = (
  { build }: Pick<HeatSetting, 'build'>,
  spec: ExperimentSpec,
  heat: Heat,
): Promise<Built> => build(heatSpec(spec, heat), isMeasured(heat));

/** The place where one heat of a race is run after the other; empty between heats. */
export class HeatUnderWay {
  readonly #setting: HeatSetting;
  readonly #horizon: number | null;
  #open: OpenHeat | null = null;
  #stepBefore = 0;
  #stepsPerSecond: number | null = null;

  /** @param horizon steps that schedules are laid over; null until stopped */
  constructor(setting: HeatSetting, horizon: number | null) {
    this.#setting = setting;
    this.#horizon = horizon;
  }

  get open(): OpenHeat | null {
    return this.#open;
  }

  /** Steps taken in the heat under way; where there is none, in the one before. */
  get step(): number {
    return this.#open?.run.step ?? this.#stepBefore;
  }

  /** Steps taken in the heat that was left last. */
  get stepBefore(): number {
    return this.#stepBefore;
  }

  /** Begins a heat, which has been built, at rest; `index` counts the heats. */
  enter(index: number, heat: Heat, spec: ExperimentSpec, built: Built): void {
    const { dataset, emit, onMetrics } = this.#setting;
    const horizon = this.#horizon;
    this.#open = new OpenHeat({ index, heat, spec, horizon, dataset, built, emit, onMetrics });
    this.#open.setSpeed(this.#stepsPerSecond);
  }

  /** Leaves a heat that is over; its executor is the caller's to free. */
  leave({ run }: OpenHeat): void {
    this.#stepBefore = run.step;
    this.#open = null;
  }

  /** Tells of the heat that was entered. */
  tell(): void {
    if (!this.#open) return;
    const { index, heat } = this.#open;
    this.#setting.emit('heat', { index, heat });
  }

  /** The first step that will use the new values of a lane. */
  change(lane: number, set: LaneChange): number {
    return this.#open?.change(lane, set) ?? this.#stepBefore;
  }

  setSpeed(stepsPerSecond: number | null): void {
    this.#stepsPerSecond = stepsPerSecond;
    this.#open?.setSpeed(stepsPerSecond);
  }

  /** The numbers of every lane since the last call. */
  takeMetrics(): MetricsFrame[] {
    return (this.#open?.run.lanes ?? []).flatMap((lane) => lane.metrics.take() ?? []);
  }

  /** What was measured of the layers of every lane since the last call. */
  takeHealth(): HealthFrame[] {
    return (this.#open?.run.lanes ?? []).flatMap((lane) => lane.health.take() ?? []);
  }

  async dispose(): Promise<void> {
    await this.#open?.run.dispose();
    this.#open = null;
  }
}
