import { parseNumber } from '../lanes/numberText.ts';

/** What was typed as a number for the spec to judge: the number, or the text itself where it is none. */
export function typedNumber(text: string): number | string {
  const value = parseNumber(text);
  return Number.isFinite(value) ? value : text.trim();
}
