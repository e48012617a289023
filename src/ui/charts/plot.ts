import type { Interval } from './thinning.ts';

/** One axis as recharts is told to draw it. */
export interface Axis {
  readonly domain: Interval;
  readonly ticks: readonly number[];
  /** What stands at a tick. */
  readonly format: (value: number, index: number, ticks: readonly number[]) => string;
  readonly log?: boolean;
}

/** The area curves are drawn in: pixels from its top left corner. */
export interface Plot {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** From data to pixels, not clamped. */
  x(value: number): number;
  y(value: number): number;
  /** From a pixel back to the x axis. */
  xAt(pixel: number): number;
}

/** The straight line through the pixels of a domain's ends, after a log10 where the axis is logarithmic. */
export function pixelScale(
  [low, high]: Interval,
  start: number,
  end: number,
  log = false,
): (value: number) => number {
  const from = log ? Math.log10(low) : low;
  const slope = (end - start) / ((log ? Math.log10(high) : high) - from);
  if (!log) return (value) => start + (value - from) * slope;
  return (value) => start + ((value > 0 ? Math.log10(value) : -400) - from) * slope;
}

/** A height near the plot: a loss of 1e30 would otherwise be a coordinate no canvas takes. */
export function nearPlot({ height }: Plot, y: number): number {
  return Math.max(-height, Math.min(2 * height, y));
}
