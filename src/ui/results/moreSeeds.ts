import { minSeedsToClaim, nextSeedCount, offeredSeedCounts } from '../../race/seed-counts.ts';
import type { VerdictKind } from '../../race/verdict.ts';
import { heatsOf } from '../../store/heats.ts';
import { elapsedMs, heatMs, wallMs } from '../../store/race-progress.ts';
import type { RunSlice } from '../../store/state.ts';
import { isFair } from '../../store/tuning.ts';
import { roughDuration } from '../figures.ts';

/** A race again, with more seeds. */
interface MoreSeeds {
  /** How many there are to be in all; null where no more are offered. */
  readonly seeds: number | null;
  readonly label: string;
  /** What pressing it comes to. */
  readonly text: string;
}

/** The way on where too few seeds show nothing, or leave the race open; null where more would tell no more. */
export function moreSeeds(kind: VerdictKind, run: RunSlice): MoreSeeds | null {
  const { repeats } = run.spec;
  const isFew = (kind === 'one seed' || kind === 'few seeds') && repeats < minSeedsToClaim;
  if (!isFew && kind !== 'tie') return null;
  const seeds = nextSeedCount(repeats);
  if (seeds === null) {
    const most = Math.max(...offeredSeedCounts);
    const text = `A race is judged with up to ${most} seeds: each further look would make a false winner more likely.`;
    return { seeds, label: '', text };
  }
  const what = isFair(run) ? 'A new search and race' : 'A new race';
  return {
    seeds,
    label: `Race again with ${seeds} seeds`,
    text: `${what}: about ${timeText(run, seeds)}. It replaces this result, so export it first to keep it.`,
  };
}

/** What the race would take with so many seeds, at the pace it had; of one out of a file the training alone is known. */
function timeText(run: RunSlice, seeds: number): string {
  const races = heatsOf(run, 'race');
  const more = seeds / Math.max(1, races.length) - 1;
  const [all, raced] = [wallMs(run), wallMs(run, races)];
  if (all !== null && raced !== null) return roughDuration(all + raced * more);
  const trained = races.reduce((sum, race) => sum + heatMs(race), 0);
  return `${roughDuration(elapsedMs(run) + trained * more)} of training`;
}
