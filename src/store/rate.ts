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
