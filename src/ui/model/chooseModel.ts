import { sharedOptions } from '../../nn/common-options.ts';
import type { ModelId, ModelSpec } from '../../nn/index.ts';
import { modelById } from '../../nn/index.ts';

/**
 * Another model, with the choices made for the one before that it offers too; what was at its default takes the default
 * of the new one. What is left out here has its default.
 * @param slow in the smallest form the new one has, for a CPU without a GPU
 */
export function chooseModel(model: ModelSpec, id: ModelId, slow = false): Readonly<Record<string, unknown>> {
  const before = modelById(model.id).options;
  const values: Readonly<Record<string, unknown>> = { ...model };
  // what only has the same key means something else: a width is not everywhere a width
  const sharedEntries = Object.entries(modelById(id).options).filter(([key]) => {
    const previousValue = key in sharedOptions ? before[key] : undefined;
    return previousValue !== undefined && !equals(values[key], previousValue.default);
  });
  const chosen = { ...Object.fromEntries(sharedEntries.map(([key]) => [key, values[key]])), id };
  const smallest = slow ? modelById(id).smaller?.(chosen).at(-1) : undefined;
  return { ...smallest?.values, ...chosen };
}

const equals = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
