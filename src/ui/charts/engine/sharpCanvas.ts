/** Draws what a canvas shows to another, at a number of device pixels for each of the page. */
export type Redraw = (to: HTMLCanvasElement, ratio: number) => void;

const redraws = new WeakMap<HTMLCanvasElement, Redraw>();

/** Says how a canvas can be drawn at another size, for as long as it is there. */
export function canRedraw(canvas: HTMLCanvasElement, redraw: Redraw): void {
  redraws.set(canvas, redraw);
}

/** What a canvas shows at another size, drawn anew where that is known, so that it is sharp. */
export function canvasAt(canvas: HTMLCanvasElement, ratio: number): HTMLCanvasElement {
  const redraw = redraws.get(canvas);
  if (redraw === undefined) return canvas;
  const sharp = document.createElement('canvas');
  redraw(sharp, ratio);
  return sharp;
}
