import type { Interval } from './downsample.ts';

const tail = 0.05;
const samples = 1000; // of each list: enough for its percentiles, few enough for every frame

/** From the 5th to the 95th percentile of the finite values of several lists; null where there are fewer than two. */
export function typicalRange(lists: readonly ArrayLike<number>[]): Interval | null {
  const sampledValues = lists.flatMap(sampled).sort((a, b) => a - b);
  if (sampledValues.length < 2) return null;
  return [quantile(sampledValues, tail), quantile(sampledValues, 1 - tail)];
}

function sampled(values: ArrayLike<number>): number[] {
  const every = Math.max(1, Math.ceil(values.length / samples));
  const subset: number[] = [];
  for (let i = values.length - 1; i >= 0; i -= every) {
    const value = values[i] as number;
    if (Number.isFinite(value)) subset.push(value);
  }
  return subset;
}

/** Of sorted values, between the two nearest. */
function quantile(sorted: readonly number[], share: number): number {
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] as number;
  const above = sorted[Math.ceil(at)] as number;
  return below + (above - below) * (at - Math.floor(at));
}
