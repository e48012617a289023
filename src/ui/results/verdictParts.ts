import { isDecided, stepsToTarget } from '../../race/outcome.ts';
import type { Pair } from '../../race/pair.ts';
import type { Verdict } from '../../race/verdict.ts';
import { ratioText, stepsText } from '../../race/words.ts';
import type { Raced } from '../../store/heats.ts';
import { heatsOf, positionOf } from '../../store/heats.ts';
import { capitalized } from '../lanes/capitalized.ts';

/**
 * What a verdict comes to, and what was found. Where too few seeds show nothing, that comes first; else the claim, then
 * its interval.
 */
export function splitVerdict({ kind, text }: Pick<Verdict, 'kind' | 'text'>): {
  readonly claim: string;
  readonly rest: string;
} {
  if (kind === 'few seeds' || kind === 'one seed') {
    const at = text.lastIndexOf('; ');
    if (at > 0) return { claim: capitalized(text.slice(at + 2)), rest: text.slice(0, at) };
  }
  const at = text.search(/; |: |, (?=\d|n = )/);
  if (at < 0) return { claim: text, rest: '' };
  return { claim: text.slice(0, at), rest: text.slice(at + 2) };
}

/**
 * The median steps of the two lanes that the verdict speaks of: `Median 200 steps against 1 000.` Null for one seed, of
 * which the verdict tells the steps themselves, and where a median seed did not finish.
 */
export function mediansText({ text, pairs }: Pick<Verdict, 'text' | 'pairs'>): string | null {
  const pair = pairs.find((of) => of.text === text);
  if (pair === undefined || pair.n < 2) return null;
  const [lane, reference] = [pair.lane.medianSteps, pair.reference.medianSteps];
  if (lane === null || reference === null) return null;
  return `Median ${stepsText(lane)} steps against ${stepsText(reference)}.`;
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

/** What the ratio of a pair says in plain words, and the speed-up it comes to; null where either did not finish. */
export function speedUpText({
  lane,
  reference,
  ratio,
}: Pick<Pair, 'lane' | 'reference' | 'ratio'>): string | null {
  if (ratio === null || !(ratio > 0)) return null;
  const steps = `Steps of ${lane.name} ÷ steps of ${reference.name}, the reference: ${ratioText(ratio)}, where below 1 is faster`;
  return `${steps}. The speed-up is the other way round, reference ÷ lane: ${ratioText(1 / ratio)}×.`;
}

/** The end of the axis of ratios: all that is drawn lies on it, and 1 with it. */
export function ratioAxis(ratios: readonly number[]): number {
  const highest = Math.max(1, ...ratios);
  return Math.ceil(highest * 1.15 * 4) / 4;
}

/** A sha256 as it can be compared by eye: `9f3c…a1d0`. */
export const shortHash = (hash: string): string => `${hash.slice(0, 4)}…${hash.slice(-4)}`;
