import type { VerdictKind } from '../../race/verdict.ts';
import { heatsOf } from '../../store/heats.ts';
import { elapsedMs, heatMs, wallMs } from '../../store/race-progress.ts';
import type { RunSlice } from '../../store/state.ts';
import { isFair } from '../../store/tuning.ts';
import { roughDuration } from '../figures.ts';

/** Fewer claim nothing; a race that stays open is given as many more. */
const enough = 5;
const most = 99; // as the schema has it

export interface MoreSeeds {
  /** How many there are to be in all; null where there can be no more. */
  readonly seeds: number | null;
  readonly label: string;
  /** What pressing it comes to. */
  readonly text: string;
}

/** The way on where too few seeds show nothing, or leave the race open; null where more would tell no more. */
export function moreSeeds(kind: VerdictKind, run: RunSlice): MoreSeeds | null {
  const { repeats } = run.spec;
  const isFew = (kind === 'one seed' || kind === 'few seeds') && repeats < enough;
  if (!isFew && kind !== 'tie') return null;
  const seeds = isFew ? enough : repeats + enough;
  const label = isFew ? `Race ${enough} seeds` : `Add ${enough} seeds`;
  if (seeds > most) return { seeds: null, label, text: `A race has at most ${most} seeds.` };
  const again = isFair(run) ? 'Tunes and races again' : 'Races again';
  return {
    seeds,
    label,
    text: `${again}, with ${seeds} seeds: about ${timeText(run, seeds)}. Save this result to keep it.`,
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
