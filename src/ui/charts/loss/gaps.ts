import type { Curve } from '../engine/curve.ts';
import type { Peak } from './peaks.ts';

/**
 * Where a curve breaks off for values that are not finite: its last finite point before each, without those nearer than
 * `near` pixels to the one before. Where it begins so there is none to show.
 */
export function gapStarts(
  { x, y }: Pick<Curve, 'x' | 'y'>,
  pixel: (x: number) => number,
  near: number,
): Peak[] {
  const starts: Peak[] = [];
  let lastAt = Number.NEGATIVE_INFINITY;
  for (let i = 1; i < x.length; i++) {
    const before = { x: x[i - 1] as number, y: y[i - 1] as number };
    if (Number.isFinite(y[i]) || !Number.isFinite(before.y)) continue;
    const at = pixel(before.x);
    if (at - lastAt < near) continue;
    starts.push(before);
    lastAt = at;
  }
  return starts;
}
