import { isOver, isRaceOfSeeds, phaseNow } from '../../store/rounds.ts';
import type { RunSlice } from '../../store/state.ts';
import { isFair } from '../../store/tuning.ts';

export type ResultTab =
  | 'verdict'
  | 'standings'
  | 'sensitivity'
  | 'timing'
  | 'result'
  | 'gradients'
  | 'confusion'
  | 'epochs'
  | 'profile'
  | 'schedules';

const laneTabs: readonly ResultTab[] = ['result', 'gradients', 'confusion', 'epochs'];

/** Whether a tab shows one lane, which may be picked. */
export const isOfLane = (tab: ResultTab): boolean => laneTabs.includes(tab);

/**
 * The tabs of a run, in their order: of a race the verdict and the standings, the search of a fair one, times where they
 * are taken; what there is of each lane; the cost of a step; the schedules where they have no card. They follow from the
 * experiment alone, so that none appears or moves while it is trained.
 */
export function resultTabs({ displaySpec: spec }: Pick<RunSlice, 'displaySpec'>): readonly ResultTab[] {
  const isRace = spec.lanes.length > 1;
  return [
    ...(isRace ? (['verdict', 'standings'] as const) : []),
    ...(isFair(spec) ? (['sensitivity'] as const) : []),
    ...(spec.race.timing === null ? [] : (['timing'] as const)),
    ...laneTabs,
    'profile',
    ...(isRaceOfSeeds(spec) ? (['schedules'] as const) : []),
  ];
}

/** The tab for now, unless another is chosen: what is going on, and at the end what that shows. */
export function defaultTabOf(run: RunSlice): ResultTab {
  const isRace = run.displaySpec.lanes.length > 1;
  if (isFair(run.displaySpec) && (phaseNow(run) === 'lr-search' || (!isRace && isOver(run))))
    return 'sensitivity';
  if (!isRace) return 'result';
  return isOver(run) ? 'verdict' : 'standings';
}
