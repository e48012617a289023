import type { Norms } from '../../compiler/kernels/layer-statistics.ts';
import { layerStatisticsReference } from '../../compiler/kernels/reference/layer-statistics.ts';
import type { Layer } from '../../nn/layer.ts';
import type { StepLayerStatistics } from '../../protocol/frames.ts';

/** The norms of the layers at a step, as columns. */
export function columnsOfNorms(layers: readonly Norms[]): StepLayerStatistics {
  return {
    gradient: layers.map(({ gradient }) => gradient),
    weight: layers.map(({ weight }) => weight),
    updateRatio: layers.map(({ update, weight }) => (update === 0 ? 0 : update / weight)),
  };
}

/** The same from arrays, one for each parameter: gradients, and weights before and after the update. */
export function layerNorms(
  layers: readonly Layer[],
  g: readonly ArrayLike<number>[],
  before: readonly ArrayLike<number>[],
  theta: readonly ArrayLike<number>[],
): StepLayerStatistics {
  let parameter = 0;
  const norms = layers
    .filter(({ parameters }) => parameters.length > 0)
    .map(({ parameters }) => {
      const sums = parameters.map(() => {
        const at = parameter++;
        const length = theta[at]?.length ?? 0;
        return layerStatisticsReference(g[at] ?? [], before[at] ?? [], theta[at] ?? [], 0, length);
      });
      const together = (of: keyof Norms) =>
        Math.sqrt(sums.reduce((total, norm) => total + norm[of] * norm[of], 0));
      return { gradient: together('gradient'), weight: together('weight'), update: together('update') };
    });
  return columnsOfNorms(norms);
}
