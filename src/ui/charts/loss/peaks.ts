import type { Points } from '../engine/downsample.ts';

/** A point of a curve, in data coordinates. */
export interface Peak {
  readonly x: number;
  readonly y: number;
}

/** The finite points above `top`, of those nearer than `near` pixels to one another the highest; from left to right. */
export function peaksAbove(
  { x, y }: Points,
  top: number,
  pixel: (x: number) => number,
  near: number,
): Peak[] {
  const peaks: Peak[] = [];
  let lastAt = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < x.length; i++) {
    const peak = { x: x[i] as number, y: y[i] as number };
    if (!(peak.y > top && Number.isFinite(peak.y))) continue;
    const at = pixel(peak.x);
    const last = peaks.at(-1);
    if (last === undefined || at - lastAt >= near) peaks.push(peak);
    else if (peak.y > last.y) peaks[peaks.length - 1] = peak;
    lastAt = at;
  }
  return peaks;
}

/** The lowest finite point of several curves below `bottom`; null where there is none. */
export function lowestBelow(curves: readonly Points[], bottom: number): Peak | null {
  let lowest: Peak | null = null;
  for (const { x, y } of curves) {
    for (let i = 0; i < x.length; i++) {
      const value = y[i] as number;
      if (value < (lowest?.y ?? bottom) && Number.isFinite(value)) lowest = { x: x[i] as number, y: value };
    }
  }
  return lowest;
}
