import type { Palette } from './appearance.ts';
import type { Plot } from './plot.ts';

/** A line on the canvas, in data coordinates; a y that is not finite breaks it. */
export interface Curve {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** CSS variable of the colour. */
  readonly color: string;
  /** CSS variable of the dash, if it is dashed. */
  readonly dash?: string;
  /** In pixels, or the width of a lane's line. */
  readonly width: number | 'line';
  /** 0 to 1, or that of raw lines. */
  readonly opacity: number | 'raw';
  /** Radius of a dot at each point, in pixels. */
  readonly dot?: number;
  /** Draws an upright bar in each pixel column in place of a line: half the cost for a hairline of many points. */
  readonly bars?: boolean;
}

/** Pixels drawn beyond the top and the bottom of the plot, so that a line along its edge keeps its width. */
export const bleed = 2;

/** Clears the canvas and draws the curves in order, in device pixels, so that lines are sharp at any ratio. */
export function paint(
  canvas: HTMLCanvasElement,
  plot: Plot,
  curves: readonly Curve[],
  palette: Palette,
  ratio: number,
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
  for (const curve of curves) paintCurve(context, plot, curve, palette, ratio);
}

function paintCurve(
  context: CanvasRenderingContext2D,
  plot: Plot,
  curve: Curve,
  palette: Palette,
  ratio: number,
): void {
  context.globalAlpha = curve.opacity === 'raw' ? palette.number('--raw-opacity') : curve.opacity;
  context.lineWidth = curve.width === 'line' ? palette.number('--line-w') : curve.width;
  context.setLineDash(curve.dash ? palette.dash(curve.dash) : []);
  const color = palette.color(curve.color);
  context.strokeStyle = color;
  context.fillStyle = color;
  if (curve.bars) {
    fillColumns(context, plot, curve, ratio);
    return;
  }
  context.beginPath();
  trace(context, plot, curve);
  context.stroke();
  if (curve.dot === undefined) return;
  context.beginPath();
  for (let i = 0; i < curve.x.length; i++) {
    const x = plot.x(curve.x[i] as number);
    const y = plot.y(curve.y[i] as number);
    context.moveTo(x + curve.dot, y);
    context.arc(x, y, curve.dot, 0, 2 * Math.PI);
  }
  context.fill();
}

/** The curve as one bar a pixel column, each meeting the one before. */
function fillColumns(context: CanvasRenderingContext2D, plot: Plot, { x, y }: Curve, ratio: number): void {
  let column = Number.NaN;
  let top = 0;
  let foot = 0;
  let before = Number.NaN;
  const fill = (): void => {
    if (Number.isNaN(column)) return;
    const from = Math.floor(top * ratio) / ratio;
    context.fillRect(column, from, 1, Math.max(1, Math.ceil(foot * ratio) / ratio - from));
  };
  for (let i = 0; i < x.length; i++) {
    const value = y[i] as number;
    if (!Number.isFinite(value)) {
      before = Number.NaN;
      continue;
    }
    const at = Math.floor(plot.x(x[i] as number));
    const py = within(plot, plot.y(value));
    if (at !== column) {
      fill();
      column = at;
      top = foot = Number.isNaN(before) ? py : before;
    }
    top = Math.min(top, py);
    foot = Math.max(foot, py);
    before = py;
  }
  fill();
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
    const py = within(plot, plot.y(value));
    if (px - lastX < nearX && Math.abs(py - lastY) < nearY) continue;
    if (Number.isNaN(lastX)) context.moveTo(px, py);
    else context.lineTo(px, py);
    lastX = px;
    lastY = py;
  }
}

/** A height near the plot: a loss of 1e30 would otherwise be a coordinate no canvas takes. */
function within(plot: Plot, y: number): number {
  return Math.max(-plot.height, Math.min(2 * plot.height, y));
}
