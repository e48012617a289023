import { isDecided, stepsToTarget } from '../../race/outcome.ts';
import type { Pair } from '../../race/pair.ts';
import type { Raced } from '../../store/heats.ts';
import { heatsOf, positionOf } from '../../store/heats.ts';

/** The claim of a verdict, and what stands behind it. */
export function splitVerdict(text: string): { readonly claim: string; readonly rest: string } {
  const at = ['; ', ': ', ', 95', ', n = ']
    .map((mark) => text.indexOf(mark))
    .filter((index) => index > 0)
    .toSorted((a, b) => a - b)[0];
  if (at === undefined) return { claim: text, rest: '' };
  const rest = text.slice(at + 2);
  return { claim: text.slice(0, at), rest: rest.charAt(0).toUpperCase() + rest.slice(1) };
}

/** The steps of a lane ÷ those of the reference, at each seed in which both reached the target. */
export function seedRatios(run: Raced, { lane, reference }: Pair): readonly number[] {
  return heatsOf(run, 'race').flatMap((race) => {
    const [a, b] = [race.lanes[positionOf(race, lane.lane)], race.lanes[positionOf(race, reference.lane)]];
    if (!a || !b || !isDecided(a) || !isDecided(b)) return [];
    const ratio = stepsToTarget(a) / stepsToTarget(b);
    return Number.isFinite(ratio) && ratio > 0 ? [ratio] : [];
  });
}

/** The end of the axis of ratios: all that is drawn lies on it, and 1 with it. */
export function ratioAxis(ratios: readonly number[]): number {
  const highest = Math.max(1, ...ratios);
  return Math.ceil(highest * 1.15 * 4) / 4;
}

/** A sha256 as it can be compared by eye: `9f3c…a1d0`. */
export const shortHash = (hash: string): string => `${hash.slice(0, 4)}…${hash.slice(-4)}`;
