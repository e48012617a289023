import type { TextWidths } from './textWidth.ts';

const around = 34; // pixels at 16 px type: from the point to the label, its swatch, and to the edge of the card
const apart = 8; // between name and figure

/**
 * Room right of a plot in which the longest of the names stands whole beside a figure; at most a share of the chart's width,
 * where a longer name is cut.
 * @param figure the widest there may be
 * @param max in pixels
 */
export function labelGutter(
  names: readonly string[],
  figure: string,
  widths: TextWidths,
  max: number,
): number {
  const longest = Math.max(0, ...names.map((name) => widths.name(name)));
  const between = longest > 0 ? apart : 0;
  return Math.min(max, Math.ceil(longest + widths.detail(figure) + (around + between) * widths.scale));
}
