import type { Palette } from './appearance.ts';
import { paletteOf } from './appearance.ts';
import { typeScale } from './typeScale.ts';

/** Widths in pixels of the text of end labels, as the page's font draws it: names are bold, digits all as wide. */
export interface TextWidths {
  name(text: string): number;
  detail(text: string): number;
  /** How many times as large as at 16 px the page's type is. */
  readonly scale: number;
}

let cache = new WeakMap<Palette, TextWidths>();
let watching = false;

/** Measured anew after an appearance change and once the font has come. */
export function endLabelWidths(): TextWidths {
  if (!watching) {
    watching = true;
    document.fonts.addEventListener('loadingdone', () => {
      cache = new WeakMap();
    });
  }
  const palette = paletteOf(document.documentElement);
  const widths = cache.get(palette) ?? widthsOf(palette);
  cache.set(palette, widths);
  return widths;
}

function widthsOf(palette: Palette): TextWidths {
  const size = palette.number('--fs-chart-end') * palette.number('font-size');
  const family = palette.color('--font-ui');
  return {
    name: measure(`600 ${size}px ${family}`),
    detail: measure(`400 ${size}px ${family}`),
    scale: typeScale(),
  };
}

/** Letter by letter, each measured once: figures change with every frame. */
function measure(font: string): (text: string) => number {
  const context = document.createElement('canvas').getContext('2d');
  if (context) context.font = font;
  const letters = new Map<string, number>();
  return (text) => {
    let sum = 0;
    for (const character of text) {
      const letter = /\d/.test(character) ? '0' : character;
      let width = letters.get(letter);
      if (width === undefined) {
        width = context?.measureText(letter).width ?? 7;
        letters.set(letter, width);
      }
      sum += width;
    }
    return sum;
  };
}
