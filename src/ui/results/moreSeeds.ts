import { minSeedsToClaim, nextSeedCount } from '../../race/seed-counts.ts';
import type { VerdictKind } from '../../race/verdict.ts';
import { elapsedMs, roundMs, wallMs } from '../../store/race-progress.ts';
import { roundsOf } from '../../store/rounds.ts';
import type { RunSlice } from '../../store/state.ts';
import { isFair } from '../../store/tuning.ts';

export interface MoreSeeds {
  /** How many there are to be in all: as many as the next look needs. */
  readonly seeds: number;
  /** Whether the race has too few to claim anything. */
  readonly isFirst: boolean;
  /** How long that takes, roughly; of one out of a file the training alone is known. */
  readonly ms: number;
  readonly isTrainingAlone: boolean;
  /** Whether learning rates are tuned anew as well. */
  readonly isFair: boolean;
}

/** The way on to the next look; null where more seeds would tell no more, and after the last. */
export function moreSeeds(kind: VerdictKind, run: RunSlice): MoreSeeds | null {
  const { seeds: raced } = run.displaySpec;
  const isFew = kind === 'oneSeed' || kind === 'fewSeeds';
  const wasEvaluated = kind === 'open' || kind === 'missesMore' || kind === 'winner';
  if (!wasEvaluated && !(isFew && raced < minSeedsToClaim)) return null;
  const seeds = nextSeedCount(raced);
  if (seeds === null) return null;
  return { seeds, isFirst: isFew, isFair: isFair(run.displaySpec), ...timeOf(run, seeds) };
}

/** What the race would take with so many seeds, at the pace it had. */
function timeOf(run: RunSlice, seeds: number): Pick<MoreSeeds, 'ms' | 'isTrainingAlone'> {
  const races = roundsOf(run, 'race');
  const more = seeds / Math.max(1, races.length) - 1;
  const [all, raced] = [wallMs(run), wallMs(run, races)];
  if (all !== null && raced !== null) return { ms: all + raced * more, isTrainingAlone: false };
  const trained = races.reduce((sum, race) => sum + roundMs(race), 0);
  return { ms: elapsedMs(run) + trained * more, isTrainingAlone: true };
}
