import { minSeedsToClaim, nextSeedCount } from '../../race/seed-counts.ts';
import type { VerdictKind } from '../../race/verdict.ts';
import { elapsedMs, roundMs, wallMs } from '../../store/race-progress.ts';
import { roundsOf } from '../../store/rounds.ts';
import type { RunSlice } from '../../store/state.ts';
import { isFair } from '../../store/tuning.ts';
import { roughDuration } from '../figures.ts';

export interface MoreSeeds {
  /** How many there are to be in all: as many as the next look needs. */
  readonly seeds: number;
  readonly label: string;
  /** How long that takes: `3 min`. */
  readonly when: string;
  /** What pressing it comes to. */
  readonly text: string;
}

/** The way on to the next look; null where more seeds would tell no more, and after the last. */
export function moreSeeds(kind: VerdictKind, run: RunSlice): MoreSeeds | null {
  const { seeds: raced } = run.displaySpec;
  const isFew = kind === 'oneSeed' || kind === 'fewSeeds';
  const wasEvaluated = kind === 'open' || kind === 'missesMore' || kind === 'winner';
  if (!wasEvaluated && !(isFew && raced < minSeedsToClaim)) return null;
  const seeds = nextSeedCount(raced);
  if (seeds === null) return null;
  const again = isFair(run.displaySpec)
    ? 'Tunes and races again from the start'
    : 'Races again from the start';
  return {
    seeds,
    label: isFew ? `Race ${seeds} seeds` : `Race again with ${seeds} seeds`,
    when: timeText(run, seeds),
    text: `${again} and replaces this result. Save it first to keep it.`,
  };
}

/** What the race would take with so many seeds, at the pace it had; of one out of a file the training alone is known. */
function timeText(run: RunSlice, seeds: number): string {
  const races = roundsOf(run, 'race');
  const more = seeds / Math.max(1, races.length) - 1;
  const [all, raced] = [wallMs(run), wallMs(run, races)];
  if (all !== null && raced !== null) return roughDuration(all + raced * more);
  const trained = races.reduce((sum, race) => sum + roundMs(race), 0);
  return `${roughDuration(elapsedMs(run) + trained * more)} of training`;
}
