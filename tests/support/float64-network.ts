import type { Layer } from '../../src/nn/layer.ts';
import type { NamedValues, NetworkValues } from '../../src/nn/model.ts';
import { forward, initialState, initialWeights } from '../../src/nn/model.ts';
import { float64EvaluationOps } from '../gpu/float64-ops.ts';
import { randomValues } from './kernels.ts';

/** Weights and running statistics that are special nowhere. */
export function randomNetwork(layers: readonly Layer[]): NetworkValues {
  const near = (scale: number) => (tensor: NamedValues) => ({
    ...tensor,
    values: randomValues(tensor.values.length, scale).map((value, i) => value + (tensor.values[i] as number)),
  });
  return { weights: initialWeights(layers, 1).map(near(0.2)), state: initialState(layers).map(near(0.3)) };
}

/** The logits for one image as the network sees it, in float64. */
export function logitsInFloat64(
  layers: readonly Layer[],
  { weights, state }: NetworkValues,
  shape: readonly number[],
  values: Float64Array,
): Float64Array {
  const tensors = (named: readonly NamedValues[]) =>
    named.map((one) => ({ shape: one.shape, values: Float64Array.from(one.values) }));
  return forward(
    layers,
    float64EvaluationOps,
    { shape: [1, ...shape], values },
    tensors(weights),
    tensors(state),
  ).values;
}
