/** From low to high. */
export type Interval = readonly [low: number, high: number];

/**
 * Where each pixel column begins in a series whose x never falls.
 * On a log axis columns are as wide in log x. Returns columns + 1 indices: column c holds those from edges[c] up to edges[c + 1], and the last column the upper end
 * of the domain too.
 */
export function columnEdges(
  count: number,
  columns: number,
  [low, high]: Interval,
  xAt: (index: number) => number,
  log = false,
): Int32Array {
  const edges = new Int32Array(columns + 1);
  let from = 0;
  for (let c = 0; c < columns; c++) {
    const left = log ? low * (high / low) ** (c / columns) : low + ((high - low) * c) / columns;
    from = partition(from, count, (i) => xAt(i) >= left);
    edges[c] = from;
  }
  edges[columns] = partition(from, count, (i) => xAt(i) > high);
  return edges;
}

/** The first index in [from, to) where `holds` turns true, or `to`. */
export function partition(from: number, to: number, holds: (index: number) => boolean): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * The indices worth drawing, in order: of each pixel column the smallest and the largest value, wherever a run of
 * values that are not finite lies between two of these one of that run, and the last value. With them come the
 * neighbours just outside the window, so that a line reaches its edges.
 */
export function downsample(values: ArrayLike<number>, edges: Int32Array): Int32Array {
  const columns = edges.length - 1;
  const first = edges[0] ?? 0;
  const end = edges[columns] ?? 0;
  const indices = new Int32Array(columns * 5 + 3);
  let size = 0;
  const keep = (index: number): void => {
    if (size === 0 || (indices[size - 1] ?? 0) < index) indices[size++] = index;
  };
  if (first > 0) keep(first - 1);
  for (let c = 0; c < columns; c++) keepColumn(values, edges[c] ?? 0, edges[c + 1] ?? 0, keep);
  if (end > first) keep(end - 1);
  if (end < values.length) keep(end);
  return indices.slice(0, size);
}

/** Points to draw, in data coordinates. */
export interface Points {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** The kept values of a series with their places on the x axis. */
export function pick(values: ArrayLike<number>, indices: Int32Array, xAt: (index: number) => number): Points {
  const x = new Float64Array(indices.length);
  const y = new Float64Array(indices.length);
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i] as number;
    x[i] = xAt(index);
    y[i] = values[index] as number;
  }
  return { x, y };
}

function keepColumn(
  values: ArrayLike<number>,
  from: number,
  to: number,
  keep: (index: number) => void,
): void {
  let min = -1;
  let max = -1;
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  let whole = true;
  for (let i = from; i < to; i++) {
    const value = values[i] as number;
    if (value - value !== 0) whole = false;
    else {
      if (value < lowest) {
        lowest = value;
        min = i;
      }
      if (value > highest) {
        highest = value;
        max = i;
      }
    }
  }
  const early = Math.min(min, max);
  const late = Math.max(min, max);
  if (!whole) keepGap(values, from, early === -1 ? to : early, keep);
  if (early === -1) return;
  keep(early);
  if (!whole) keepGap(values, early, late, keep);
  keep(late);
  if (!whole) keepGap(values, late, to, keep);
}

function keepGap(values: ArrayLike<number>, from: number, to: number, keep: (index: number) => void): void {
  for (let i = from; i < to; i++) {
    if (Number.isFinite(values[i])) continue;
    keep(i);
    return;
  }
}
