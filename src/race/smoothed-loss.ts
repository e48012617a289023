/** What is smaller than this share of the average is left out. */
const negligible = 1e-12;

/**
 * Where TensorBoard's debiased exponential mean stands after all of `values`:
 *   last ← s last + (1 − s) y ,  last = 0 at first ;   last / (1 − sⁿ)
 * n counts the finite values; the others leave the mean alone. Only as many of the latest values are read as move the
 * result by more than 1e-12 of their size, so that it can be asked for again and again.
 * @param weight s, from 0 to below 1
 * @returns NaN where no value is finite, and the last value itself where that is not finite, as the charts show it
 */
export function smoothedLoss(values: ArrayLike<number>, weight: number): number {
  if (!(weight >= 0 && weight < 1)) {
    throw new RangeError(`smoothing: must be from 0 to below 1, got ${weight}; use e.g. 0.9`);
  }
  const final = values.length === 0 ? Number.NaN : (values[values.length - 1] as number);
  if (!Number.isFinite(final)) return final;
  let sum = 0;
  let share = 1; // s to the power of the values read so far
  for (let i = values.length - 1; i >= 0 && share > negligible; i--) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) continue;
    sum += (1 - weight) * share * value;
    share *= weight;
  }
  return sum / (1 - share);
}
