import type { ExperimentSpec } from '../../experiment/schema.ts';
import { useApp } from '../../store/app.ts';
import { edit } from '../kit/edit.ts';
import { messagesNow } from '../kit/language.ts';
import type { SuggestedFix } from './suggestFixes.ts';
import { suggestFixes } from './suggestFixes.ts';

/** Why a change was not taken, and what would make it fit. */
export interface Rejection {
  readonly text: string;
  readonly fixes: readonly SuggestedFix[];
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
  const text = edit(() => next, path);
  return text === null ? null : { text, fixes: suggestFixes(messagesNow(), next) };
}
