import { numberSchema } from '../../experiment/fragments.ts';
import type { Parameter } from '../../optim/parameter.ts';
import { capitalized } from './capitalized.ts';
import { numberText } from './numberText.ts';

export type Checked = { readonly value: number } | { readonly error: string };

/** What was typed into a parameter's box, as the spec would take it: a number, or what is wrong with it. */
export function checkValue(parameter: Parameter, typed: number | string): Checked {
  const result = numberSchema(parameter).safeParse(typed);
  if (result.success) return { value: result.data };
  const must = result.error.issues[0]?.message ?? 'must be a number';
  return {
    error: `${capitalized(must)}, got ${typedText(typed)}; type e.g. ${numberText(parameter.default)}.`,
  };
}

/** What was typed, as a refusal quotes it. */
export function typedText(typed: number | string): string {
  if (typeof typed === 'number') return numberText(typed);
  return typed === '' ? 'nothing' : `“${typed.slice(0, 30)}”`;
}
