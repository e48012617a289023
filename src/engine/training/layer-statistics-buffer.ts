import type { LayerStatisticsFrame } from '../../protocol/messages.ts';
import type { LayerNorms } from '../executors/layer-norms.ts';

/** What was measured of a lane's layers and has not been sent yet. */
export class LayerStatisticsBuffer {
  readonly #lane: number;
  #steps: number[] = [];
  #norms: LayerNorms[] = [];

  constructor(lane: number) {
    this.#lane = lane;
  }

  push(step: number, norms: LayerNorms): void {
    this.#steps.push(step);
    this.#norms.push(norms);
  }

  /** Everything since the last call as columns to be transferred, or null where there is nothing. */
  take(): LayerStatisticsFrame | null {
    if (this.#steps.length === 0) return null;
    const norms = this.#norms;
    const frame: LayerStatisticsFrame = {
      lane: this.#lane,
      steps: Uint32Array.from(this.#steps),
      gradient: Float64Array.from(norms.flatMap(({ gradient }) => gradient)),
      weight: Float64Array.from(norms.flatMap(({ weight }) => weight)),
      updateRatio: Float64Array.from(norms.flatMap(({ updateRatio }) => updateRatio)),
    };
    this.#steps = [];
    this.#norms = [];
    return frame;
  }
}
