import type { ModelId, ModelSpec } from '../../nn/index.ts';
import { modelById } from '../../nn/index.ts';
import type { ModelOption } from '../../nn/options.ts';

/**
 * Another model, with the choices made for the one before that it offers too; what was at its default takes the default
 * of the new one. What is left out here has its default.
 * @param slow in the smallest form the new one has, for a CPU without a GPU
 */
export function chooseModel(model: ModelSpec, id: ModelId, slow = false): Readonly<Record<string, unknown>> {
  const before = modelById(model.id).options;
  const values: Readonly<Record<string, unknown>> = { ...model };
  const kept = Object.entries(modelById(id).options).filter(([key, option]) => {
    const own = before[key];
    return own !== undefined && isSame(own, option) && !equals(values[key], own.default);
  });
  const chosen = { ...Object.fromEntries(kept.map(([key]) => [key, values[key]])), id };
  const smallest = slow ? modelById(id).smaller?.(chosen).at(-1) : undefined;
  return { ...smallest?.values, ...chosen };
}

/** Whether two models mean the same by an option: a width is not everywhere a width. */
const isSame = (a: ModelOption, b: ModelOption): boolean =>
  a.kind === b.kind && a.label === b.label && a.help === b.help;

const equals = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
