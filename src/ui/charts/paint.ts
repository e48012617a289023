import type { Palette } from './appearance.ts';
import { eachBar, isDashed, isDense } from './bars.ts';
import type { Curve } from './curve.ts';
import type { Plot } from './plot.ts';
import { nearPlot } from './plot.ts';

/** Pixels drawn beyond the top and the bottom of the plot, so that a line along its edge keeps its width. */
export const bleed = 2;

/** How much of the other lanes is left while one is lit; as in lit.css. */
const faded = 0.35;

/**
 * Clears the canvas and draws the curves in order, in device pixels, so that lines are sharp at any ratio. Where a lane
 * is lit its curves come last and the others are faded.
 */
export function paint(
  canvas: HTMLCanvasElement,
  plot: Plot,
  curves: readonly Curve[],
  palette: Palette,
  ratio: number,
  lit: number | null = null,
): void {
  const width = Math.max(1, Math.round(plot.width * ratio));
  const height = Math.max(1, Math.round((plot.height + 2 * bleed) * ratio));
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.setTransform(ratio, 0, 0, ratio, 0, bleed * ratio);
  context.clearRect(0, -bleed, plot.width, plot.height + 2 * bleed);
  context.lineJoin = 'bevel';
  const isFaded = ({ look }: Curve): boolean => lit !== null && look !== undefined && look !== lit;
  for (const curve of curves) if (isFaded(curve)) paintCurve(context, plot, curve, palette, ratio, faded);
  for (const curve of curves) if (!isFaded(curve)) paintCurve(context, plot, curve, palette, ratio, 1);
}

function paintCurve(
  context: CanvasRenderingContext2D,
  plot: Plot,
  curve: Curve,
  palette: Palette,
  ratio: number,
  left: number,
): void {
  context.globalAlpha = left * (curve.raw ? palette.number('--raw-opacity') : 1) * curve.opacity;
  context.lineWidth = curve.width === 'line' ? palette.number('--line-w') : curve.width;
  context.setLineDash(curve.dash ? palette.dash(curve.dash) : []);
  const color = palette.color(curve.color);
  context.strokeStyle = color;
  context.fillStyle = color;
  if (curve.foot) {
    paintArea(context, plot, curve, curve.foot);
    return;
  }
  if (curve.bars && isDense(curve, plot)) {
    paintBars(context, plot, curve, ratio);
    return;
  }
  context.beginPath();
  trace(context, plot, curve);
  context.stroke();
  if (curve.dot === undefined || isCrowded(plot, curve, curve.dot)) return;
  for (let i = 0; i < curve.x.length; i++) {
    context.beginPath();
    context.arc(plot.x(curve.x[i] as number), plot.y(curve.y[i] as number), curve.dot, 0, 2 * Math.PI);
    context.fill();
  }
}

/** What lies between two lines; where either has no value it reaches to the edge of the plot. */
function paintArea(
  context: CanvasRenderingContext2D,
  plot: Plot,
  { x, y }: Curve,
  foot: ArrayLike<number>,
): void {
  const at = (values: ArrayLike<number>, i: number): number => nearPlot(plot, plot.y(values[i] as number));
  context.beginPath();
  for (let i = 0; i < x.length; i++) context.lineTo(plot.x(x[i] as number), at(y, i));
  for (let i = x.length - 1; i >= 0; i--) context.lineTo(plot.x(x[i] as number), at(foot, i));
  context.fill();
}

/** Whether dots would touch and hide the line. */
function isCrowded(plot: Plot, { x }: Curve, dot: number): boolean {
  const last = x.length - 1;
  return last > 0 && last * 1.6 * dot > plot.x(x[last] as number) - plot.x(x[0] as number);
}

/** A dense curve as bars, as high as they are and as wide as the line; dashes go along x. */
function paintBars(context: CanvasRenderingContext2D, plot: Plot, curve: Curve, ratio: number): void {
  const width = context.lineWidth;
  const dash = context.getLineDash();
  eachBar(curve, plot, (column, top, foot) => {
    if (!isDashed(column, dash)) return;
    const from = Math.floor((top - (width - 1) / 2) * ratio) / ratio;
    const to = Math.ceil((foot + (width - 1) / 2) * ratio) / ratio;
    context.fillRect(column, from, width, Math.max(width, to - from));
  });
}

const nearX = 0.75; // pixels
const nearY = 0.5;

/** The line through the points, without those too near to the one before to be told from it. */
function trace(context: CanvasRenderingContext2D, plot: Plot, { x, y }: Curve): void {
  let lastX = Number.NaN;
  let lastY = Number.NaN;
  for (let i = 0; i < x.length; i++) {
    const value = y[i] as number;
    if (!Number.isFinite(value)) {
      lastX = Number.NaN;
      continue;
    }
    const px = plot.x(x[i] as number);
    const py = nearPlot(plot, plot.y(value));
    if (px - lastX < nearX && Math.abs(py - lastY) < nearY) continue;
    if (Number.isNaN(lastX)) context.moveTo(px, py);
    else context.lineTo(px, py);
    lastX = px;
    lastY = py;
  }
}
