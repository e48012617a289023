import type { ListOption } from '../../nn/options.ts';
import { parseNumber } from '../kit/numberText.ts';

export const withoutWidth = (widths: readonly number[], index: number): number[] =>
  widths.filter((_, i) => i !== index);

/** One more at the end: a multiple of the last, as the option declares it. */
export function withAddedWidth(widths: readonly number[], { added, range }: ListOption): number[] {
  const last = widths.at(-1);
  return [...widths, Math.min(last === undefined ? added.first : last * added.times, range.max)];
}

/** The list with what is being typed at a place, where that is a width. */
export function typedWidths(
  widths: readonly number[],
  index: number,
  text: string,
  { range }: ListOption,
): number[] {
  const value = parseNumber(text, true);
  const isWidth = Number.isInteger(value) && value >= range.min && value <= range.max;
  return widths.map((width, i) => (i === index && isWidth ? value : width));
}
