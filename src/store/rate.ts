const windowMs = 1000;

/** Steps a second over the last second of training, from the steps' own training time. */
export class Rate {
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
 * Mean training time of a step of one run. The steps of the first submission are left out, which carry what starting
 * takes, and those taken while the run was slowed down.
 */
export class Pace {
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
