import type { Norms } from '../../compiler/kernels/layer-statistics.ts';
import { layerStatisticsReference } from '../../compiler/kernels/reference/layer-statistics.ts';
import type { Layer } from '../../nn/layer.ts';

/** What was measured of a step, one value for each layer that has parameters, in the order of the layers. */
export interface LayerNorms {
  /** ‖g‖ before clipping. */
  readonly gradient: readonly number[];
  /** ‖θ‖ before the update. */
  readonly weight: readonly number[];
  /** ‖Δθ‖ / ‖θ‖; 0 where nothing moved. */
  readonly updateRatio: readonly number[];
}

export function columnsOfNorms(layers: readonly Norms[]): LayerNorms {
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
): LayerNorms {
  let parameter = 0;
  const norms = layers
    .filter(({ parameters }) => parameters.length > 0)
    .map(({ parameters }) => {
      const sums = parameters.map(() => {
        const at = parameter++;
        const length = theta[at]?.length ?? 0;
        return layerStatisticsReference(g[at] ?? [], before[at] ?? [], theta[at] ?? [], 0, length);
      });
      const together = (of: keyof Norms) => Math.hypot(...sums.map((norm) => norm[of]));
      return { gradient: together('gradient'), weight: together('weight'), update: together('update') };
    });
  return columnsOfNorms(norms);
}
