import type { MetricsFrame } from '../protocol/messages.ts';

/** The numbers of the steps that have not been sent yet, of one lane. */
export class MetricsBuffer {
  readonly #lane: number;
  #firstStep = 0;
  #loss: number[] = [];
  #lr: number[] = [];
  #momentum: number[] = [];
  #elapsedMs: number[] = [];

  constructor(lane: number) {
    this.#lane = lane;
  }

  push(loss: number, lr: number, momentum: number, elapsedMs: number): void {
    this.#loss.push(loss);
    this.#lr.push(lr);
    this.#momentum.push(momentum);
    this.#elapsedMs.push(elapsedMs);
  }

  /** Everything since the last call as columns to be transferred, or null where there is nothing. */
  take(): MetricsFrame | null {
    if (this.#loss.length === 0) return null;
    const frame: MetricsFrame = {
      lane: this.#lane,
      firstStep: this.#firstStep,
      loss: Float32Array.from(this.#loss),
      lr: Float64Array.from(this.#lr),
      momentum: Float64Array.from(this.#momentum),
      elapsedMs: Float64Array.from(this.#elapsedMs),
    };
    this.#firstStep += this.#loss.length;
    this.#loss = [];
    this.#lr = [];
    this.#momentum = [];
    this.#elapsedMs = [];
    return frame;
  }
}
