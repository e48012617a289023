import type { Curve } from '../engine/curve.ts';
import type { Points } from '../engine/downsample.ts';
import type { Peak } from './peaks.ts';

/** Pixels within which one mark stands for several. */
const near = 14;

/** A bold line, and the thin lines of the seeds that it sums up. */
interface GapSources {
  readonly bold: Points;
  readonly seeds: readonly Curve[];
  /** Where a label tells of a divergence already; null for nowhere. */
  readonly labelled: Peak | null;
}

/**
 * Where the lines of a lane break off: the last finite point before each loss that is not, and the end of a seed that
 * diverged, whichever seed it was. Marks that would cover another are left out.
 */
export function gapMarks({ bold, seeds, labelled }: GapSources, pixel: (point: Peak) => Peak): Peak[] {
  const atX = (x: number): number => pixel({ x, y: 0 }).x;
  const candidates = [...gapStarts(bold, atX, near), ...seeds.flatMap((seed) => seedGaps(seed, atX))];
  const occupied = labelled === null ? [] : [pixel(labelled)];
  return candidates.filter((point) => {
    const at = pixel(point);
    if (occupied.some(({ x, y }) => Math.abs(x - at.x) < near && Math.abs(y - at.y) < near)) return false;
    occupied.push(at);
    return true;
  });
}

function seedGaps(seed: Curve, atX: (x: number) => number): Peak[] {
  const [x, y] = [seed.x[seed.x.length - 1], seed.y[seed.y.length - 1]];
  const isEnd = seed.diverged === true && x !== undefined && y !== undefined && Number.isFinite(y);
  return [...gapStarts(seed, atX, near), ...(isEnd ? [{ x, y }] : [])];
}

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
