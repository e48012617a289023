import type { LayerStatisticsFrame, MetricsFrame } from './messages.ts';

/** What is known of a lane's step once it was taken. */
export interface StepMetrics {
  readonly loss: number;
  /** What the schedules gave. */
  readonly lr: number;
  readonly momentum: number;
  readonly elapsedMs: number;
  /** False where the stability guard did not take the step. */
  readonly accepted: boolean;
}

/** What was measured of a lane's step, one value for each layer that has parameters, in the order of the layers. */
export interface StepLayerStatistics {
  /** ‖g‖ before clipping. */
  readonly gradient: readonly number[];
  /** ‖θ‖ before the update. */
  readonly weight: readonly number[];
  /** ‖Δθ‖ / ‖θ‖; 0 where nothing moved. */
  readonly updateRatio: readonly number[];
}

/** The numbers of a round that have not been sent yet, lane by lane. */
export class Frames {
  #lanes: LaneNumbers[] = [];

  addStep(lane: number, metrics: StepMetrics): void {
    this.#lane(lane).metrics.push(metrics);
  }

  addLayerStatistics(lane: number, step: number, statistics: StepLayerStatistics): void {
    this.#lane(lane).measured.push({ step, statistics });
  }

  /** The steps of every lane since the last call, as columns to be transferred; lanes without any are left out. */
  drainMetrics(): MetricsFrame[] {
    return this.#lanes.flatMap((lane) => lane.drainMetrics() ?? []);
  }

  /** What was measured of the layers of every lane since the last call, likewise. */
  drainLayerStatistics(): LayerStatisticsFrame[] {
    return this.#lanes.flatMap((lane) => lane.drainLayerStatistics() ?? []);
  }

  /** Forgets what waits; from here on lanes count their steps from 0. */
  clear(): void {
    this.#lanes = [];
  }

  #lane(lane: number): LaneNumbers {
    while (this.#lanes.length <= lane) this.#lanes.push(new LaneNumbers(this.#lanes.length));
    return this.#lanes[lane] as LaneNumbers;
  }
}

class LaneNumbers {
  metrics: StepMetrics[] = [];
  measured: { readonly step: number; readonly statistics: StepLayerStatistics }[] = [];
  readonly #lane: number;
  #firstStep = 0;
  #skipped = 0;

  constructor(lane: number) {
    this.#lane = lane;
  }

  drainMetrics(): MetricsFrame | null {
    const { metrics } = this;
    if (metrics.length === 0) return null;
    this.metrics = [];
    this.#skipped += metrics.filter(({ accepted }) => !accepted).length;
    const firstStep = this.#firstStep;
    this.#firstStep += metrics.length;
    return {
      lane: this.#lane,
      firstStep,
      loss: Float32Array.from(metrics, ({ loss }) => loss),
      lr: Float64Array.from(metrics, ({ lr }) => lr),
      momentum: Float64Array.from(metrics, ({ momentum }) => momentum),
      elapsedMs: Float64Array.from(metrics, ({ elapsedMs }) => elapsedMs),
      skipped: this.#skipped,
    };
  }

  drainLayerStatistics(): LayerStatisticsFrame | null {
    const { measured } = this;
    if (measured.length === 0) return null;
    this.measured = [];
    const column = (key: keyof StepLayerStatistics) =>
      Float64Array.from(measured.flatMap(({ statistics }) => statistics[key]));
    return {
      lane: this.#lane,
      steps: Uint32Array.from(measured, ({ step }) => step),
      gradient: column('gradient'),
      weight: column('weight'),
      updateRatio: column('updateRatio'),
    };
  }
}
