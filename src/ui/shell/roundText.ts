import { formatWhole } from '../../core/format.ts';
import type { RaceProgress } from '../../store/race-progress.ts';
import { raceProgress } from '../../store/race-progress.ts';
import type { Raced } from '../../store/rounds.ts';
import { isOver, roundsOf, wasCut } from '../../store/rounds.ts';
import type { RoundState, RunSlice } from '../../store/state.ts';

/** Which part of a race is under way: `Tuning 1 to 8 of 21`, `seed 0`. */
export interface RoundText {
  readonly what: string;
  readonly detail: string;
}

/** Null for a run of one round. */
export function roundText(run: Raced & Pick<RunSlice, 'step' | 'state'>): RoundText | null {
  const progress = raceProgress(run);
  if (progress === null) return null;
  const { phase, seed, lanes } = progress.round;
  if (isOver(run)) return overText(run);
  const detail = `seed ${formatWhole(seed)}`;
  if (phase === 'lr-search') {
    const before = count(progress.done);
    const all = count(progress.rounds);
    const to = Math.min(all, before + lanes.length);
    return { what: `Tuning ${before + 1 === to ? to : `${before + 1} to ${to}`} of ${all}`, detail };
  }
  const of = progress.rounds.filter((round) => round.phase === phase).length;
  const nth = progress.done.filter((round) => round.phase === phase).length + 1;
  if (phase === 'race') return { what: `Seed ${nth} of ${of}`, detail };
  const name = run.spec.lanes[lanes[0]?.lane ?? 0]?.name ?? '';
  return { what: `Timing ${nth} of ${of}`, detail: `${name} alone` };
}

function overText(run: Raced): RoundText {
  const raced = roundsOf(run, 'race').filter(isWhole).length;
  const of = run.spec.seeds;
  const what = `${raced === of ? raced : `${raced} of ${of}`} ${of === 1 ? 'seed' : 'seeds'}`;
  return { what, detail: raced === of ? 'raced' : 'raced, then stopped' };
}

/** Whether a lane of it came to its length, or all broke before. */
const isWhole = (round: RoundState): boolean =>
  round.lanes.length === 0 || round.lanes.some((_, position) => !wasCut(round, position));

/** Runs that tune. */
const count = (rounds: RaceProgress['rounds']): number =>
  rounds.reduce((sum, round) => sum + (round.phase === 'lr-search' ? round.lanes.length : 0), 0);
