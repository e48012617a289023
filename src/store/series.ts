import type { ChangeMark } from '../experiment/edits.ts';
import type { MetricsFrame } from '../protocol/messages.ts';
import type { Evaluation } from '../protocol/training-facts.ts';
import type { Divergence } from '../race/outcome.ts';
import { Column } from './column.ts';
import { LayerStatisticsSeries } from './layer-statistics-series.ts';

/** All that was measured of one lane: index i of every column is step i, counted from 0. */
export class LaneSeries {
  readonly loss = new Column((n) => new Float32Array(n));
  readonly lr = new Column((n) => new Float64Array(n));
  readonly momentum = new Column((n) => new Float64Array(n));
  readonly elapsedMs = new Column((n) => new Float64Array(n));
  /** Of its layers, at the steps that were measured. */
  readonly layerStatistics = new LayerStatisticsSeries();
  readonly evaluations: Evaluation[] = [];
  /** Drawn as dotted lines that say what changed. */
  changes: readonly ChangeMark[] = [];
  divergence: Divergence | null = null;
  targetStep: number | null = null;

  get steps(): number {
    return this.loss.length;
  }

  trim(): void {
    for (const column of [this.loss, this.lr, this.momentum, this.elapsedMs]) column.trim();
    this.layerStatistics.trim();
  }

  append(frame: Pick<MetricsFrame, 'loss' | 'lr' | 'momentum' | 'elapsedMs'>): void {
    this.loss.append(frame.loss);
    this.lr.append(frame.lr);
    this.momentum.append(frame.momentum);
    this.elapsedMs.append(frame.elapsedMs);
  }
}

/**
 * The series the charts draw, and a version that goes up with each change. Components subscribe through
 * `useSyncExternalStore(seriesStore.subscribe, seriesStore.version)` and read the columns when they draw.
 */
class SeriesStore {
  lanes: LaneSeries[] = [new LaneSeries()];
  #version = 0;
  readonly #listeners = new Set<() => void>();

  readonly version = (): number => this.#version;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  /** Forgets everything: a new run begins. Returns what there was. */
  reset(lanes: number): LaneSeries[] {
    const currentLanes = this.lanes;
    this.lanes = Array.from({ length: lanes }, () => new LaneSeries());
    this.changed();
    return currentLanes;
  }

  /** Puts numbers in place that were measured before. */
  show(lanes: LaneSeries[]): void {
    this.lanes = lanes;
    this.changed();
  }

  lane(index: number): LaneSeries {
    const series = this.lanes[index];
    if (!series) throw new RangeError(`series: no lane ${index}`);
    return series;
  }

  /** The lane that has taken the most steps: one that diverged takes no more. */
  furthest(): LaneSeries {
    return this.lanes.reduce((far, lane) => (lane.steps > far.steps ? lane : far), this.lane(0));
  }

  changed(): void {
    this.#version++;
    for (const listener of this.#listeners) listener();
  }
}

export const seriesStore = new SeriesStore();
