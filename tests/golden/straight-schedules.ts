interface WarmUp {
  readonly warmup: number;
  readonly warmupFrom: number;
}

/** Warm-up, stable, decay from the papers' figures (Hu et al. 2024; Hägele et al. 2024), step by step. */
export function straightStableDecay(
  peak: number,
  steps: number,
  o: WarmUp & { readonly decay: number; readonly final: number; readonly root: boolean },
): number[] {
  const values: number[] = [];
  const decaySteps = (steps - o.warmup) * o.decay;
  for (let t = 0; t < steps; t++) {
    const left = steps - t;
    if (t < o.warmup) {
      values.push(peak * o.warmupFrom + (peak - peak * o.warmupFrom) * (t / o.warmup));
    } else if (left > decaySteps || decaySteps === 0) {
      values.push(peak);
    } else {
      const gone = (decaySteps - left) / decaySteps;
      const lost = o.root ? gone ** 0.5 : gone;
      values.push(peak - (peak - o.final * peak) * lost);
    }
  }
  return values;
}

/** Vaswani et al. 2017, eq. 3, with the decay counted from the end of the warm-up over a time scale of its own. */
export function straightInverseSquareRoot(
  peak: number,
  steps: number,
  o: WarmUp & { readonly timescale: number },
): number[] {
  const values: number[] = [];
  for (let t = 0; t < steps; t++) {
    if (t < o.warmup) values.push(peak * (o.warmupFrom + (t / o.warmup) * (1 - o.warmupFrom)));
    else values.push(peak * o.timescale ** 0.5 * (o.timescale + t - o.warmup) ** -0.5);
  }
  return values;
}
