const windowMs = 5000;

/** Steps a second over the last five seconds of training, from the steps' own training time: evaluation is left out. */
export class Throughput {
  readonly #points: { steps: number; elapsedMs: number }[] = [];

  reset(): void {
    this.#points.length = 0;
  }

  /** Takes in how far training is; null until there are two points. */
  add(steps: number, elapsedMs: number): number | null {
    this.#points.push({ steps, elapsedMs });
    while (this.#points.length > 2 && elapsedMs - (this.#points[1]?.elapsedMs ?? 0) >= windowMs)
      this.#points.shift();
    const first = this.#points[0];
    if (!first || elapsedMs <= first.elapsedMs) return null;
    return ((steps - first.steps) * 1000) / (elapsedMs - first.elapsedMs);
  }
}

/**
 * Mean training time of a step of one run. It leaves out the steps of the first submission, which
 * include the cost of starting, and those taken while the run was slowed down.
 */
export class MeanStepTime {
  #ms = 0;
  #counted = 0;
  #seen = 0;

  /** Null until a submission after the first is back. */
  get msPerStep(): number | null {
    return this.#counted === 0 ? null : this.#ms / this.#counted;
  }

  /** Takes in the steps since the last call; `elapsedMs`: of training, at each step. */
  follow(elapsedMs: ArrayLike<number>, atFullSpeed: boolean): void {
    for (; this.#seen < elapsedMs.length; this.#seen++) {
      const now = elapsedMs[this.#seen] ?? 0;
      if (!atFullSpeed || now === elapsedMs[0]) continue;
      this.#ms += now - (elapsedMs[this.#seen - 1] ?? 0);
      this.#counted++;
    }
  }
}

/** How long an evaluation takes, learnt from what the clock says beyond the training. */
export class EvaluationTime {
  /** Of one lane; 0 until one has been seen. */
  #laneMs = 0;
  /** Where the round was first told of: what came before is preparation. */
  #first: { readonly steps: number; readonly restMs: number } | null = null;

  /** Another round begins, whose evaluations are like those before. */
  nextRound(): void {
    this.#first = null;
  }

  /**
   * @param steps taken so far
   * @param restMs what has passed by the clock and was neither training nor a wait for data
   * @param every steps from one evaluation to the next; Infinity where there is none
   */
  follow(steps: number, restMs: number, lanes: number, every: number): void {
    this.#first ??= { steps, restMs };
    const made = (trained: number): number => Math.floor((trained - 1) / every); // the one due now is still to come
    const count = made(steps) - made(this.#first.steps);
    if (count > 0) this.#laneMs = Math.max(0, restMs - this.#first.restMs) / count / lanes;
  }

  /** What evaluation adds to each step, in milliseconds. */
  perStep(lanes: number, every: number): number {
    return (this.#laneMs * lanes) / every;
  }
}
