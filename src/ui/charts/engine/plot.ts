import type { Translator } from '../../../messages/translator.ts';
import type { Interval } from './downsample.ts';
import { lettersOf } from './labels.ts';

/** One axis, as the props of recharts. */
export interface Axis {
  readonly domain: Interval;
  readonly ticks: readonly number[];
  /** What stands at a tick. */
  readonly format: (value: number, index: number, ticks: readonly number[]) => string;
  readonly log?: boolean;
}

/** The ticks of an axis of fractions in per cent, the last with the sign: `88`, `90 %`. */
export const percentTick =
  (t: Translator): Axis['format'] =>
  (value, index, ticks) => {
    const figure = t.format.chosen(value * 100);
    return index === ticks.length - 1 ? t('charts.accuracy.percent', { figure }) : figure;
  };

/** How the label of a tick of the x axis lies to it: within the plot at both ends. */
export function tickAnchor({ domain, log }: Axis, value: number): 'start' | 'middle' | 'end' {
  const place = pixelScale(domain, 0, 1, log)(value);
  if (place < 0.02) return 'start';
  return place > 0.98 ? 'end' : 'middle';
}

const letter = 6.4; // pixels, on average, at the size of chart text
const apart = 10;

/** Where the label of a tick lies on an x axis, in pixels. */
function labelSpan(
  axis: Axis,
  index: number,
  width: number,
): { readonly left: number; readonly right: number } {
  const value = axis.ticks[index] ?? axis.domain[0];
  const size = lettersOf(axis.format(value, index, axis.ticks)) * letter;
  const before = { start: 0, middle: 0.5, end: 1 }[tickAnchor(axis, value)];
  const left = pixelScale(axis.domain, 0, width, axis.log)(value) - before * size;
  return { left, right: left + size };
}

/** The ticks without those whose labels would run into that of the last, which carries the unit. */
export function besideLast(axis: Axis, width: number): number[] {
  const last = axis.ticks.length - 1;
  const end = labelSpan(axis, last, width).left - apart;
  return axis.ticks.filter((_, i) => i === last || labelSpan(axis, i, width).right <= end);
}

/** Whether the tick labels fit side by side on an x axis `width` pixels wide. */
export function ticksFit(axis: Axis, width: number): boolean {
  return axis.ticks.every(
    (_, i) => i === 0 || labelSpan(axis, i, width).left >= labelSpan(axis, i - 1, width).right + apart,
  );
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
  const pixelsPerUnit = (end - start) / ((log ? Math.log10(high) : high) - from);
  if (!log) return (value) => start + (value - from) * pixelsPerUnit;
  return (value) => start + ((value > 0 ? Math.log10(value) : -400) - from) * pixelsPerUnit;
}

/** The way back from a pixel to what `pixelScale` put there. */
export function scalePixel(
  [low, high]: Interval,
  start: number,
  end: number,
  log = false,
): (pixel: number) => number {
  const at = (pixel: number): number => (pixel - start) / (end - start);
  if (log) return (pixel) => low * (high / low) ** at(pixel);
  return (pixel) => low + (high - low) * at(pixel);
}

/** A place near the plot, for a point at the left of a log axis lies endlessly far away. */
export function besidePlot({ width }: Pick<Plot, 'width'>, x: number): number {
  return Math.max(-width, Math.min(2 * width, x));
}

/** A height near the plot: a loss of 1e30 would otherwise be a coordinate no canvas takes. */
export function nearPlot({ height }: Plot, y: number): number {
  return Math.max(-height, Math.min(2 * height, y));
}
