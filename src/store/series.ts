import type { Divergence, Evaluation, MetricsFrame } from '../protocol/messages.ts';
import { HealthSeries } from './health-series.ts';

type Values = Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** A typed array that grows: one number a step, kept outside React. */
export class Column<T extends Values = Values> {
  #values: T;
  #length = 0;
  readonly #make: (size: number) => T;

  constructor(make: (size: number) => T) {
    this.#make = make;
    this.#values = make(1024);
  }

  get length(): number {
    return this.#length;
  }

  /** What is stored so far; a view, valid until the next append. */
  get values(): T {
    return this.#values.subarray(0, this.#length) as T;
  }

  at(index: number): number {
    return index < this.#length ? (this.#values[index] as number) : Number.NaN;
  }

  /** Gives back the room kept for values to come. */
  trim(): void {
    if (this.#values.length > this.#length) this.#values = this.#values.slice(0, this.#length) as T;
  }

  append(values: T): void {
    const needed = this.#length + values.length;
    if (needed > this.#values.length) {
      const grown = this.#make(Math.max(needed, this.#values.length * 2));
      grown.set(this.#values.subarray(0, this.#length));
      this.#values = grown;
    }
    this.#values.set(values, this.#length);
    this.#length = needed;
  }
}

/** A hand on a control, or an event of the experiment: drawn as a dotted line with this label. */
export interface ChangeMark {
  readonly step: number;
  /** `lr 0.02 → 2`. */
  readonly label: string;
  /** The same within a sentence: `lr went from 0.02 to 2`. */
  readonly cause: string;
}

/** All that was measured of one lane: index i of every column is step i, counted from 0. */
export class LaneSeries {
  readonly loss = new Column((n) => new Float32Array(n));
  readonly lr = new Column((n) => new Float64Array(n));
  readonly momentum = new Column((n) => new Float64Array(n));
  readonly elapsedMs = new Column((n) => new Float64Array(n));
  /** Of its layers, at the steps that were measured. */
  readonly health = new HealthSeries();
  readonly evaluations: Evaluation[] = [];
  changes: readonly ChangeMark[] = [];
  divergence: Divergence | null = null;
  targetStep: number | null = null;

  get steps(): number {
    return this.loss.length;
  }

  trim(): void {
    for (const column of [this.loss, this.lr, this.momentum, this.elapsedMs]) column.trim();
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
    const kept = this.lanes;
    this.lanes = Array.from({ length: lanes }, () => new LaneSeries());
    this.changed();
    return kept;
  }

  /** Puts numbers in place that were measured before. */
  show(lanes: LaneSeries[]): void {
    this.lanes = lanes;
    this.changed();
  }

  lane(index: number): LaneSeries {
    const found = this.lanes[index];
    if (!found) throw new RangeError(`series: no lane ${index}`);
    return found;
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
