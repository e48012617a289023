import type { Curve } from './curve.ts';
import type { Plot } from './plot.ts';
import { besidePlot, nearPlot } from './plot.ts';

/** Whether a curve has about a point in every pixel column or more, so that it can be drawn as bars. */
export function isDense({ x }: Pick<Curve, 'x'>, plot: Plot): boolean {
  const last = x.length - 1;
  return last > 0 && last > 0.9 * (plot.x(x[last] as number) - plot.x(x[0] as number));
}

/**
 * A dense curve as one upright bar a pixel column, each reaching to where the one before ended. Columns it has no point
 * in are bridged.
 */
export function eachBar(
  { x, y }: Pick<Curve, 'x' | 'y'>,
  plot: Plot,
  draw: (column: number, top: number, bottom: number) => void,
): void {
  let column = Number.NaN;
  let top = 0;
  let bottom = 0;
  let before = Number.NaN;
  for (let i = 0; i < x.length; i++) {
    const value = y[i] as number;
    if (!Number.isFinite(value)) {
      before = Number.NaN;
      continue;
    }
    const at = Math.floor(besidePlot(plot, plot.x(x[i] as number)));
    const height = nearPlot(plot, plot.y(value));
    if (at !== column) {
      if (!Number.isNaN(column)) draw(column, top, bottom);
      if (!Number.isNaN(before)) before = bridge(column, before, at, height, draw);
      column = at;
      top = bottom = Number.isNaN(before) ? height : before;
    }
    top = Math.min(top, height);
    bottom = Math.max(bottom, height);
    before = height;
  }
  if (!Number.isNaN(column)) draw(column, top, bottom);
}

/** Bars of the columns between two points; returns where the last of them ends. */
function bridge(
  from: number,
  start: number,
  to: number,
  end: number,
  draw: (column: number, top: number, bottom: number) => void,
): number {
  let before = start;
  for (let column = from + 1; column < to; column++) {
    const now = start + ((end - start) * (column - from)) / (to - from);
    draw(column, Math.min(before, now), Math.max(before, now));
    before = now;
  }
  return before;
}

/** Whether a column falls on a dash of a pattern of lengths and gaps; always where there is no pattern. */
export function isDashed(column: number, dash: readonly number[]): boolean {
  if (dash.length === 0) return true;
  let rest = column % dash.reduce((sum, length) => sum + length, 0);
  for (let i = 0; i < dash.length; i++) {
    rest -= dash[i] ?? 0;
    if (rest < 0) return i % 2 === 0;
  }
  return false;
}
