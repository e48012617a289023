import { paletteOf, useAppearance } from './appearance.ts';
import type { Inset } from './Frame.tsx';

/** How many times as large as at 16 px the page's type is: on a projector, or by the browser's own setting. */
export const typeScale = (): number => paletteOf(document.documentElement).number('font-size') / 16 || 1;

/** The same, live. */
export function useTypeScale(): number {
  useAppearance();
  return typeScale();
}

/** Room for type of another size. */
export const scaledInset = ({ left, right, top, bottom }: Inset, scale: number): Inset => ({
  left: left * scale,
  right: right * scale,
  top: top * scale,
  bottom: bottom * scale,
});
