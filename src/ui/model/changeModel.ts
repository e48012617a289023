import type { ExperimentSpec } from '../../experiment/schema.ts';
import { sharedOptions } from '../../nn/common-options.ts';
import type { ModelId, ModelSpec } from '../../nn/index.ts';
import { modelById } from '../../nn/index.ts';
import { useApp } from '../../store/app.ts';
import { edit } from '../kit/edit.ts';
import type { RejectedEdit } from '../kit/FieldError.tsx';

/** Why a change was not taken, and what it would have come to, of which `suggestFixes` makes what fits. */
export interface Rejection {
  readonly error: RejectedEdit;
  readonly spec: ExperimentSpec;
}

/** Sets one option of the model. Why it is refused, or null. */
export function setOption(key: string, value: unknown): Rejection | null {
  const { spec } = useApp.getState();
  return applyExperiment(
    { ...spec, model: { ...spec.model, [key]: value } } as ExperimentSpec,
    `model.${key}`,
  );
}

/** Takes an experiment whose model or images were changed. Why it is refused, or null. */
export function applyExperiment(next: ExperimentSpec, path = 'model'): Rejection | null {
  const error = edit(() => next, path);
  return error === null ? null : { error, spec: next };
}

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
