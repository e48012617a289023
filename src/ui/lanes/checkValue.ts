import type { Parameter } from '../../optim/parameter.ts';
import { numberSchema } from '../../spec/fragments.ts';
import { capitalized } from './capitalized.ts';
import { numberText, parseNumber } from './numberText.ts';

export type Checked = { readonly value: number } | { readonly error: string };

/** What was typed into a parameter's box, as the spec would take it: a number, or what is wrong with it. */
export function checkValue(parameter: Parameter, text: string): Checked {
  const value = parseNumber(text);
  const result = numberSchema(parameter).safeParse(value);
  if (result.success) return { value: result.data };
  const must = result.error.issues[0]?.message ?? 'must be a number';
  return {
    error: `${capitalized(must)}, got ${got(text, value)}; type e.g. ${numberText(parameter.default)}.`,
  };
}

function got(text: string, value: number): string {
  if (text.trim() === '') return 'nothing';
  return Number.isFinite(value) ? numberText(value) : `“${text.trim().slice(0, 30)}”`;
}
