import type { Findings } from '../nn/health-rules.ts';
import { HealthWatch } from '../nn/health-rules.ts';
import type { HealthFrame } from '../protocol/messages.ts';

export type HealthMeasure = 'gradient' | 'weight' | 'updateRatio';

/** What was measured of the layers of a lane, outside React: one row a measurement, with a value for each layer. */
export class HealthSeries {
  /** The step of each measurement. */
  readonly steps: number[] = [];
  readonly #rows: Readonly<Record<HealthMeasure, Float64Array[]>> = {
    gradient: [],
    weight: [],
    updateRatio: [],
  };
  readonly #watch = new HealthWatch();
  #layers = 0;

  /** How many layers are measured; 0 before the first measurement. */
  get layers(): number {
    return this.#layers;
  }

  get findings(): Findings {
    return this.#watch.findings;
  }

  /** A value a layer; empty where there is no such measurement. */
  row(measure: HealthMeasure, measurement: number): Float64Array {
    return this.#rows[measure][measurement] ?? new Float64Array();
  }

  /** The values of one layer, measurement by measurement. */
  ofLayer(measure: HealthMeasure, layer: number): Float64Array {
    return Float64Array.from(this.#rows[measure], (row) => row[layer] ?? Number.NaN);
  }

  append({ steps, ...columns }: Omit<HealthFrame, 'lane'>): void {
    const layers = columns.gradient.length / steps.length;
    const row = (measure: HealthMeasure, i: number) =>
      columns[measure].subarray(i * layers, (i + 1) * layers);
    this.#layers = layers;
    steps.forEach((step, i) => {
      this.steps.push(step);
      for (const measure of ['gradient', 'weight', 'updateRatio'] as const) {
        this.#rows[measure].push(row(measure, i));
      }
      this.#watch.next({ step, gradient: row('gradient', i), updateRatio: row('updateRatio', i) });
    });
  }
}
