import type { Interval } from './thinning.ts';

/** One axis as recharts is told to draw it. */
export interface Axis {
  readonly domain: Interval;
  readonly ticks: readonly number[];
  /** What stands at a tick. */
  readonly format: (value: number, index: number, ticks: readonly number[]) => string;
  readonly log?: boolean;
}

/** How the label of a tick of the x axis lies to it: within the plot at both ends. */
export function tickAnchor({ domain: [low, high] }: Axis, value: number): 'start' | 'middle' | 'end' {
  const place = (value - low) / (high - low);
  if (place < 0.02) return 'start';
  return place > 0.98 ? 'end' : 'middle';
}

const letter = 6.4; // pixels, on average, at the size of chart text
const apart = 10;

/** Whether the labels of an x axis so many pixels wide leave one another room. */
export function ticksFit(axis: Axis, width: number): boolean {
  const [low, high] = axis.domain;
  const before = { start: 0, middle: 0.5, end: 1 };
  let free = Number.NEGATIVE_INFINITY;
  return axis.ticks.every((value, i) => {
    const size = axis.format(value, i, axis.ticks).length * letter;
    const left = ((value - low) / (high - low)) * width - before[tickAnchor(axis, value)] * size;
    const fits = left >= free;
    free = left + size + apart;
    return fits;
  });
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
