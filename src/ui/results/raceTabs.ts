import { isOver, phaseNow } from '../../store/heats.ts';
import type { RunSlice } from '../../store/state.ts';
import { isFair } from '../../store/tuning.ts';

export type RaceTab = 'verdict' | 'standings' | 'sensitivity' | 'timing';

export const raceTabNames: Readonly<Record<RaceTab, string>> = {
  verdict: 'Verdict',
  standings: 'Standings',
  sensitivity: 'Sensitivity',
  timing: 'Timing',
};

/** What there is to see of a race: its verdict once it is over, the search of a fair one, times where they are taken. */
export function raceTabs(run: RunSlice): readonly RaceTab[] {
  const isRace = run.spec.lanes.length > 1;
  return [
    ...(isRace && isOver(run) ? (['verdict'] as const) : []),
    ...(isRace ? (['standings'] as const) : []),
    ...(isFair(run) ? (['sensitivity'] as const) : []),
    ...(run.spec.race.timing === null ? [] : (['timing'] as const)),
  ];
}

/** The tab for now, unless another is chosen: what is going on, and at the end what that shows. */
export function usualTab(run: RunSlice): RaceTab | 'result' {
  const isRace = run.spec.lanes.length > 1;
  if (isFair(run) && (phaseNow(run) === 'tuning' || (!isRace && isOver(run)))) return 'sensitivity';
  if (!isRace) return 'result';
  return isOver(run) ? 'verdict' : 'standings';
}
