/** The nearest to `value` from `low` to `high`; `low` where there is nothing between. */
export const clamp = (value: number, low: number, high: number): number =>
  Math.max(low, Math.min(high, value));
