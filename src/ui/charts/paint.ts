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
}

/** Clears the canvas and draws the curves in order, in device pixels, so that lines are sharp at any ratio. */
export function paint(canvas: HTMLCanvasElement, plot: Plot, curves: readonly Curve[], palette: Palette, ratio: number): void {
  const width = Math.max(1, Math.round(plot.width * ratio));
  const height = Math.max(1, Math.round(plot.height * ratio));
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, plot.width, plot.height);
  context.lineJoin = 'round';
  for (const curve of curves) paintCurve(context, plot, curve, palette);
}

function paintCurve(context: CanvasRenderingContext2D, plot: Plot, curve: Curve, palette: Palette): void {
  context.globalAlpha = curve.opacity === 'raw' ? palette.number('--raw-opacity') : curve.opacity;
  context.lineWidth = curve.width === 'line' ? palette.number('--line-w') : curve.width;
  context.setLineDash(curve.dash ? palette.dash(curve.dash) : []);
  const color = palette.color(curve.color);
  context.strokeStyle = color;
  context.beginPath();
  trace(context, plot, curve);
  context.stroke();
  if (curve.dot === undefined) return;
  context.fillStyle = color;
  context.beginPath();
  for (let i = 0; i < curve.x.length; i++) {
    const x = plot.x(curve.x[i] as number);
    const y = plot.y(curve.y[i] as number);
    context.moveTo(x + curve.dot, y);
    context.arc(x, y, curve.dot, 0, 2 * Math.PI);
  }
  context.fill();
}

function trace(context: CanvasRenderingContext2D, plot: Plot, { x, y }: Curve): void {
  const lowest = 2 * plot.height;
  const highest = -plot.height; // a loss of 1e30 would otherwise be a coordinate no canvas takes
  let drawing = false;
  for (let i = 0; i < x.length; i++) {
    const value = y[i] as number;
    if (!Number.isFinite(value)) {
      drawing = false;
      continue;
    }
    const px = plot.x(x[i] as number);
    const py = Math.max(highest, Math.min(lowest, plot.y(value)));
    if (drawing) context.lineTo(px, py);
    else context.moveTo(px, py);
    drawing = true;
  }
}
