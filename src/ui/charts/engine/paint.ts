import type { Palette } from './appearance.ts';
import type { Rgb } from './barLayer.ts';
import { BarLayer } from './barLayer.ts';
import { isDense } from './bars.ts';
import type { Curve } from './curve.ts';
import type { Plot } from './plot.ts';
import { besidePlot, nearPlot } from './plot.ts';

/** Pixels drawn beyond the top and the bottom of the plot, so that a line along its edge keeps its width. */
export const overdraw = 2;

/** How much of the other lanes is left while one is highlighted; as in highlight.css. */
const faded = 0.35;

/**
 * Clears the canvas and draws the curves in order, in device pixels, so that lines are sharp at any ratio. Areas
 * lie below all lines; where a lane is highlighted its lines come last and the others are faded.
 */
export function paint(
  canvas: HTMLCanvasElement,
  plot: Plot,
  curves: readonly Curve[],
  palette: Palette,
  ratio: number,
  highlighted: number | null = null,
): void {
  const width = Math.max(1, Math.round(plot.width * ratio));
  const height = Math.max(1, Math.round((plot.height + 2 * overdraw) * ratio));
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.setTransform(ratio, 0, 0, ratio, 0, overdraw * ratio);
  context.clearRect(0, -overdraw, plot.width, plot.height + 2 * overdraw);
  context.lineJoin = 'bevel';
  const isFaded = ({ styleIndex }: Curve): boolean =>
    highlighted !== null && styleIndex !== undefined && styleIndex !== highlighted;
  const layers = [
    (curve: Curve) => curve.lower !== undefined,
    (curve: Curve) => curve.lower === undefined && isFaded(curve),
    (curve: Curve) => curve.lower === undefined && !isFaded(curve),
  ];
  let layer: BarLayer | null = null;
  for (const curve of layers.flatMap((belongs) => curves.filter(belongs))) {
    const left = isFaded(curve) ? faded : 1;
    const alpha = left * (curve.raw ? palette.number('--raw-opacity') : 1) * curve.opacity;
    const thick = curve.width === 'line' ? palette.number('--line-w') : curve.width;
    const dash = curve.dash ? palette.dash(curve.dash) : [];
    const color = palette.color(curve.color);
    if (curve.bars && isDense(curve, plot)) {
      layer ??= new BarLayer(width, height, ratio, overdraw);
      layer.add(curve, plot, { color: rgbOf(context, color), alpha, width: thick, dash });
      continue;
    }
    if (layer) paintLayer(context, layer);
    layer = null;
    context.globalAlpha = alpha;
    context.lineWidth = thick;
    context.setLineDash(dash);
    context.strokeStyle = color;
    context.fillStyle = color;
    paintCurve(context, plot, curve);
  }
  if (layer) paintLayer(context, layer);
}

function paintCurve(context: CanvasRenderingContext2D, plot: Plot, curve: Curve): void {
  if (curve.lower) {
    paintArea(context, plot, curve, curve.lower);
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

let scratch: HTMLCanvasElement | null = null;

/** Over what is drawn already, which `putImageData` alone would replace. */
function paintLayer(context: CanvasRenderingContext2D, layer: BarLayer): void {
  const { width, height } = layer;
  scratch ??= document.createElement('canvas');
  if (scratch.width !== width) scratch.width = width;
  if (scratch.height !== height) scratch.height = height;
  scratch.getContext('2d')?.putImageData(new ImageData(layer.pixels(), width, height), 0, 0);
  context.save();
  context.resetTransform();
  context.globalAlpha = 1;
  context.drawImage(scratch, 0, 0);
  context.restore();
}

/** Any CSS colour as a canvas writes an opaque one: `#rrggbb`. */
function rgbOf(context: CanvasRenderingContext2D, color: string): Rgb {
  context.fillStyle = color;
  const value = Number.parseInt(String(context.fillStyle).slice(1, 7), 16) || 0;
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** What lies between two lines; where either has no value it reaches to the edge of the plot. */
function paintArea(
  context: CanvasRenderingContext2D,
  plot: Plot,
  { x, y }: Curve,
  lower: ArrayLike<number>,
): void {
  const at = (values: ArrayLike<number>, i: number): number => nearPlot(plot, plot.y(values[i] as number));
  context.beginPath();
  for (let i = 0; i < x.length; i++) context.lineTo(besidePlot(plot, plot.x(x[i] as number)), at(y, i));
  for (let i = x.length - 1; i >= 0; i--)
    context.lineTo(besidePlot(plot, plot.x(x[i] as number)), at(lower, i));
  context.fill();
}

/** Whether dots would touch and hide the line. */
function isCrowded(plot: Plot, { x }: Curve, dot: number): boolean {
  const last = x.length - 1;
  return last > 0 && last * 1.6 * dot > plot.x(x[last] as number) - plot.x(x[0] as number);
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
    const px = besidePlot(plot, plot.x(x[i] as number));
    const py = nearPlot(plot, plot.y(value));
    if (px - lastX < nearX && Math.abs(py - lastY) < nearY) continue;
    if (Number.isNaN(lastX)) context.moveTo(px, py);
    else context.lineTo(px, py);
    lastX = px;
    lastY = py;
  }
}
