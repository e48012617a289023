/** What one call of `run` should take: the page draws on the same GPU, or asks for something, between two of them. */
const targetMs = 10;

/** How many steps go into a submission, from how long the last ones took. */
export class Pacing {
  readonly #max: number;
  #stepsPerRun = 1;
  #lastDoneAt = 0;

  constructor(max: number) {
    this.#max = max;
  }

  get stepsPerRun(): number {
    return this.#stepsPerRun;
  }

  /** A submission of `steps` steps is done, of which the GPU could not have begun before `submittedAt`. */
  done(steps: number, submittedAt: number, now = performance.now()): void {
    const msPerStep = (now - Math.max(submittedAt, this.#lastDoneAt)) / steps;
    this.#lastDoneAt = now;
    const fitting = Math.floor(targetMs / Math.max(msPerStep, targetMs / this.#max));
    this.#stepsPerRun = Math.max(1, Math.min(fitting, 2 * this.#stepsPerRun, this.#max));
  }
}
