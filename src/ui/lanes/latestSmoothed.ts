import type { LaneSeries } from '../../store/series.ts';

/**
 * The last value of the debiased moving average of a lane's loss, advanced by what has come since it was last asked:
 *   last ← s last + (1 − s) y ;   shown last / (1 − sⁿ)
 * n counts finite losses. A loss that is not finite is returned as it is and not averaged.
 */
export class LatestSmoothed {
  #series: LaneSeries | null = null;
  #smoothing = 0;
  #read = 0;
  #count = 0;
  #average = 0;

  /** Null before the first step. */
  of(series: LaneSeries, smoothing: number): number | null {
    if (series !== this.#series || smoothing !== this.#smoothing) {
      this.#series = series;
      this.#smoothing = smoothing;
      this.#read = this.#count = this.#average = 0;
    }
    for (; this.#read < series.steps; this.#read++) {
      const loss = series.loss.at(this.#read);
      if (!Number.isFinite(loss)) continue;
      this.#average = smoothing * this.#average + (1 - smoothing) * loss;
      this.#count++;
    }
    if (series.steps === 0) return null;
    const latest = series.loss.at(series.steps - 1);
    return Number.isFinite(latest) ? this.#average / (1 - smoothing ** this.#count) : latest;
  }
}
