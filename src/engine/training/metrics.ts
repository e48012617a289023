import type { MetricsFrame } from '../../protocol/messages.ts';

/** What is known of a step once it was taken. */
export interface StepMetrics {
  readonly loss: number;
  /** What the schedules gave. */
  readonly lr: number;
  readonly momentum: number;
  readonly elapsedMs: number;
  /** False where the stability guard did not take the step. */
  readonly accepted: boolean;
}

/** The numbers of the steps that have not been sent yet, of one lane. */
export class MetricsBuffer {
  readonly #lane: number;
  #firstStep = 0;
  #loss: number[] = [];
  #lr: number[] = [];
  #momentum: number[] = [];
  #elapsedMs: number[] = [];
  #skipped = 0;

  constructor(lane: number) {
    this.#lane = lane;
  }

  push({ loss, lr, momentum, elapsedMs, accepted }: StepMetrics): void {
    this.#loss.push(loss);
    this.#lr.push(lr);
    this.#momentum.push(momentum);
    this.#elapsedMs.push(elapsedMs);
    if (!accepted) this.#skipped++;
  }

  /** Steps so far that were not taken. */
  get skipped(): number {
    return this.#skipped;
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
      skipped: this.#skipped,
    };
    this.#firstStep += this.#loss.length;
    this.#loss = [];
    this.#lr = [];
    this.#momentum = [];
    this.#elapsedMs = [];
    return frame;
  }
}
