import type { Findings } from '../nn/diagnostics/gradient-diagnostics.ts';
import { GradientDiagnostics } from '../nn/diagnostics/gradient-diagnostics.ts';
import type { LayerStatisticsFrame } from '../protocol/messages.ts';
import { Column } from './column.ts';

export type LayerStatistic = 'gradient' | 'weight' | 'updateRatio';

const measures = ['gradient', 'weight', 'updateRatio'] as const;
/** Measurements there is room for at first: a layer has three columns of them. */
const room = 64;
const newColumn = () => new Column((n) => new Float64Array(n), room);

/** What was measured of the layers of a lane, outside React: index i of every column is measurement i. */
export class LayerStatisticsSeries {
  /** The step of each measurement. */
  readonly steps: number[] = [];
  /** A column a layer. */
  readonly #columns: Readonly<Record<LayerStatistic, Column<Float64Array<ArrayBuffer>>[]>> = {
    gradient: [],
    weight: [],
    updateRatio: [],
  };
  readonly #limits = newColumn();
  readonly #watch = new GradientDiagnostics();

  /** How many layers are measured; 0 before the first measurement. */
  get layers(): number {
    return this.#columns.gradient.length;
  }

  get findings(): Findings {
    return this.#watch.findings;
  }

  /** What gradients had to stay below to be said to vanish; a view, valid until the next append. */
  get vanishingLimits(): Float64Array {
    return this.#limits.values;
  }

  /** A value a layer; empty where there is no such measurement. */
  row(measure: LayerStatistic, measurement: number): Float64Array {
    if (this.steps[measurement] === undefined) return new Float64Array();
    return Float64Array.from(this.#columns[measure], (column) => column.at(measurement));
  }

  /** The values of one layer, measurement by measurement; a view, valid until the next append. */
  ofLayer(measure: LayerStatistic, layer: number): Float64Array {
    return this.#columns[measure][layer]?.values ?? new Float64Array();
  }

  append({ steps, ...frame }: Omit<LayerStatisticsFrame, 'lane'>): void {
    const layers = frame.gradient.length / steps.length;
    for (const measure of measures) {
      const columns = this.#columns[measure];
      while (columns.length < layers) columns.push(newColumn());
      columns.forEach((column, layer) => {
        column.append(Float64Array.from(steps, (_, i) => frame[measure][i * layers + layer] ?? Number.NaN));
      });
    }
    const row = (values: Float64Array, i: number) => values.subarray(i * layers, (i + 1) * layers);
    this.#limits.append(
      Float64Array.from(steps, (step, i) =>
        this.#watch.next({
          step,
          gradient: row(frame.gradient, i),
          updateRatio: row(frame.updateRatio, i),
        }),
      ),
    );
    this.steps.push(...steps);
  }

  /** Gives back the room kept for measurements to come. */
  trim(): void {
    for (const measure of measures) for (const column of this.#columns[measure]) column.trim();
    this.#limits.trim();
  }
}
