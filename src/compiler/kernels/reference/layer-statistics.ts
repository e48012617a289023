import type { Norms } from '../layer-statistics.ts';

/** Norms of gradients, weights before and updates of [from, to), in float64. */
export function layerStatisticsReference(
  g: ArrayLike<number>,
  before: ArrayLike<number>,
  theta: ArrayLike<number>,
  from: number,
  to: number,
): Norms {
  const norm = (at: (i: number) => number): number => {
    let total = 0;
    for (let i = from; i < to; i++) total += at(i) ** 2;
    return Math.sqrt(total);
  };
  return {
    gradient: norm((i) => g[i] ?? Number.NaN),
    weight: norm((i) => before[i] ?? Number.NaN),
    update: norm((i) => (theta[i] ?? Number.NaN) - (before[i] ?? Number.NaN)),
  };
}
