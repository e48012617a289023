/** Gradients and weights are measured at the first steps, one by one, and from then on once in as many. */
export const measuredEvery = 10;

/** Whether a step, counted from 0, is measured: whatever the spec and the machine, the same ones. */
export const isMeasured = (step: number): boolean => step < measuredEvery || step % measuredEvery === 0;

/** How many measurements come before that of a measured step. */
export const measurementAt = (step: number): number =>
  step < measuredEvery ? step : measuredEvery - 1 + Math.floor(step / measuredEvery);
