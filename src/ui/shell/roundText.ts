import type { Translator } from '../../messages/translator.ts';
import type { RaceProgress } from '../../store/race-progress.ts';
import { raceProgress } from '../../store/race-progress.ts';
import type { RunRounds } from '../../store/rounds.ts';
import { isOver, roundsOf, wasCut } from '../../store/rounds.ts';
import type { RoundState, RunSlice } from '../../store/state.ts';

/** Which part of a race is under way: `Tuning 1 to 8 of 21`, `seed 0`. */
export interface RoundText {
  readonly what: string;
  readonly detail: string;
}

/** Null for a run of one round. */
export function roundText(
  t: Translator,
  run: RunRounds & Pick<RunSlice, 'step' | 'state'>,
): RoundText | null {
  const progress = raceProgress(run);
  if (progress === null) return null;
  const { phase, seed, lanes } = progress.round;
  if (isOver(run)) return overText(t, run);
  const { whole } = t.format;
  const detail = t('shell.round.seed', { seed: whole(seed) });
  if (phase === 'lr-search') {
    const from = count(progress.done) + 1;
    const all = count(progress.rounds);
    const to = Math.min(all, from - 1 + lanes.length);
    const what =
      from === to
        ? t('shell.round.tuningOne', { at: whole(to), all: whole(all) })
        : t('shell.round.tuning', { from: whole(from), to: whole(to), all: whole(all) });
    return { what, detail };
  }
  const all = whole(progress.rounds.filter((round) => round.phase === phase).length);
  const at = whole(progress.done.filter((round) => round.phase === phase).length + 1);
  if (phase === 'race') return { what: t('shell.round.race', { at, all }), detail };
  const lane = run.displaySpec.lanes.find(({ id }) => id === lanes[0]?.laneId)?.name ?? '';
  return { what: t('shell.round.timing', { at, all }), detail: t('shell.round.alone', { lane }) };
}

function overText(t: Translator, run: RunRounds): RoundText {
  const raced = roundsOf(run, 'race').filter(isWhole).length;
  const seeds = run.displaySpec.seeds;
  return raced === seeds
    ? { what: t('shell.round.over', { seeds }), detail: t('shell.round.raced') }
    : {
        what: t('shell.round.overSome', { raced: t.format.whole(raced), seeds }),
        detail: t('shell.round.stopped'),
      };
}

/** Whether a lane of it came to its length, or all broke before. */
const isWhole = (round: RoundState): boolean =>
  round.entries.length === 0 || round.entries.some((entry) => !wasCut(round, entry));

/** Runs that tune. */
const count = (rounds: RaceProgress['rounds']): number =>
  rounds.reduce((sum, round) => sum + (round.phase === 'lr-search' ? round.lanes.length : 0), 0);
