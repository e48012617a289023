/** Which elements share a mean: `group(i)` in [0, groups); `channel(i)` says whose γ and β element i takes. */
export interface NormGroups {
  readonly groups: number;
  readonly channels: number;
  readonly group: (i: number) => number;
  readonly channel: (i: number) => number;
}

/** Elements of each group, their mean and biased variance, in float64. */
export function momentsReference(x: ArrayLike<number>, { groups, group }: NormGroups) {
  const count = new Float64Array(groups);
  const mean = new Float64Array(groups);
  const variance = new Float64Array(groups);
  for (let i = 0; i < x.length; i++) count[group(i)] = (count[group(i)] as number) + 1;
  for (let i = 0; i < x.length; i++) {
    const g = group(i);
    mean[g] = (mean[g] as number) + (x[i] as number) / (count[g] as number);
  }
  for (let i = 0; i < x.length; i++) {
    const g = group(i);
    variance[g] =
      (variance[g] as number) + ((x[i] as number) - (mean[g] as number)) ** 2 / (count[g] as number);
  }
  return { count, mean, variance };
}

/** y = γ (x − mean) / √(var + 1e-5) + β. Shapes: x as `groups` reads it, gamma and beta [channels]. */
export function normalizeReference(
  x: ArrayLike<number>,
  gamma: ArrayLike<number>,
  beta: ArrayLike<number>,
  groups: NormGroups,
): Float64Array {
  const { mean, variance } = momentsReference(x, groups);
  return Float64Array.from({ length: x.length }, (_, i) => {
    const g = groups.group(i);
    const c = groups.channel(i);
    const hat = ((x[i] as number) - (mean[g] as number)) / Math.sqrt((variance[g] as number) + 1e-5);
    return (gamma[c] as number) * hat + (beta[c] as number);
  });
}

/** Gradients of `normalizeReference` by the chain rule through mean and variance. */
export function normalizeGradientReference(
  x: ArrayLike<number>,
  dY: ArrayLike<number>,
  gamma: ArrayLike<number>,
  groups: NormGroups,
): { dX: Float64Array; dGamma: Float64Array; dBeta: Float64Array } {
  const { count, mean, variance } = momentsReference(x, groups);
  const dGamma = new Float64Array(groups.channels);
  const dBeta = new Float64Array(groups.channels);
  const dVariance = new Float64Array(groups.groups);
  const dMean = new Float64Array(groups.groups);
  const std = variance.map((value) => Math.sqrt(value + 1e-5));
  const centered = (i: number) => (x[i] as number) - (mean[groups.group(i)] as number);
  for (let i = 0; i < x.length; i++) {
    const g = groups.group(i);
    const c = groups.channel(i);
    const up = dY[i] as number;
    const dHat = up * (gamma[c] as number);
    const deviation = std[g] as number;
    dBeta[c] = (dBeta[c] as number) + up;
    dGamma[c] = (dGamma[c] as number) + (up * centered(i)) / deviation;
    dVariance[g] = (dVariance[g] as number) - (dHat * centered(i)) / (2 * deviation ** 3);
    dMean[g] = (dMean[g] as number) - dHat / deviation;
  }
  const dX = Float64Array.from({ length: x.length }, (_, i) => {
    const g = groups.group(i);
    const dHat = (dY[i] as number) * (gamma[groups.channel(i)] as number);
    const n = count[g] as number;
    return (
      dHat / (std[g] as number) + ((dVariance[g] as number) * 2 * centered(i) + (dMean[g] as number)) / n
    );
  });
  return { dX, dGamma, dBeta };
}
