import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let version = 0;
let watching = false;

function changed(): void {
  version++;
  for (const listener of listeners) listener();
}

function watch(): void {
  if (watching) return;
  watching = true;
  const attributeFilter = ['data-theme', 'data-display', 'class', 'style'];
  new MutationObserver(changed).observe(document.documentElement, { attributes: true, attributeFilter });
  const queries = [
    matchMedia('(prefers-color-scheme: dark)'),
    matchMedia('(max-width: 699px)'),
    matchMedia('(forced-colors: active)'),
  ];
  for (const query of queries) query.addEventListener('change', changed);
  watchPixelRatio();
  watchTypeSize();
}

/** On a projector the size of type follows the width of the window. */
function watchTypeSize(): void {
  const typeSize = () => getComputedStyle(document.documentElement).fontSize;
  let size = typeSize();
  window.addEventListener('resize', () => {
    const before = size;
    size = typeSize();
    if (size !== before) changed();
  });
}

function watchPixelRatio(): void {
  const again = (): void => {
    changed();
    watchPixelRatio();
  };
  matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', again, { once: true });
}

function subscribe(listener: () => void): () => void {
  watch();
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Draws the component again when the theme, the display, the size class, the size of type or the pixel ratio changes. */
export function useAppearance(): number {
  return useSyncExternalStore(subscribe, () => version);
}

/** Design tokens as a canvas takes them, read from the CSS variables in force on an element. */
export class Palette {
  readonly #style: CSSStyleDeclaration;
  readonly #read = new Map<string, string>();

  constructor(element: Element) {
    this.#style = getComputedStyle(element);
  }

  color(variable: string): string {
    return this.#value(variable);
  }

  number(variable: string): number {
    return Number.parseFloat(this.#value(variable)) || 0;
  }

  /** Lengths of dashes and gaps; none for an unbroken line. */
  dash(variable: string): number[] {
    return (this.#value(variable).match(/[\d.]+/g) ?? []).map(Number);
  }

  #value(variable: string): string {
    let value = this.#read.get(variable);
    if (value === undefined) {
      value = this.#style.getPropertyValue(variable).trim();
      this.#read.set(variable, value);
    }
    return value;
  }
}

const palettes = new WeakMap<Element, { readonly version: number; readonly palette: Palette }>();

/** The palette of an element; read anew only after an appearance change. */
export function paletteOf(element: Element): Palette {
  const cached = palettes.get(element);
  if (cached?.version === version) return cached.palette;
  const palette = new Palette(element);
  palettes.set(element, { version, palette });
  return palette;
}
