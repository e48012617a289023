import { laneOverruns } from '../experiment/schedule-overruns.ts';
import type { LaneSpec } from '../experiment/schema.ts';
import type { Confounder } from './confounders.ts';
import { confoundersOf, editedLanes } from './confounders.ts';

/** How a race was run, in a word: which, and what a sentence about it needs. Lanes are indices into the race's. */
export type Badge =
  | { readonly id: 'untuned' }
  /** Each lane tried as many learning rates. */
  | { readonly id: 'tuned'; readonly points: number }
  /** Learning rates tried, by lane compared. */
  | { readonly id: 'unequal'; readonly points: readonly number[] }
  /** Lanes whose best learning rate is the last one tried. */
  | { readonly id: 'edge'; readonly lanes: readonly number[] }
  /** Seeds at which all lanes had the same initial weights and batches. */
  | { readonly id: 'paired'; readonly seeds: number }
  /** Lanes changed while they trained. */
  | { readonly id: 'edited'; readonly lanes: readonly number[] }
  /** Lanes with a schedule that a race of so many steps has no room for. */
  | { readonly id: 'unfinished'; readonly lanes: readonly number[]; readonly totalSteps: number }
  | { readonly id: Confounder['id'] };

/** What was searched beforehand. */
export interface Tuning {
  /** Learning rates tried, by lane. */
  readonly points: readonly number[];
  /** Lanes whose best lies at the grid's edge. */
  readonly atEdge: readonly number[];
}

interface Terms {
  /** Null for a quick race. */
  readonly tuning: Tuning | null;
  /** The lanes as they were raced, with their live edits, in their order. */
  readonly specs: readonly LaneSpec[];
  /** Lanes that are not compared: they make the others no less fair. */
  readonly excluded: readonly number[];
  /** Seeds compared. */
  readonly seeds: number;
  /** Steps of the race; null until stopped. */
  readonly totalSteps: number | null;
}

/** Of the lanes compared. */
export function badgesOf({ tuning, specs, excluded, seeds, totalSteps }: Terms): readonly Badge[] {
  const isCompared = (lane: number): boolean => !excluded.includes(lane);
  const edited = editedLanes(specs).flatMap(({ lane }) => (isCompared(lane) ? [lane] : []));
  return [
    ...(tuning === null ? [{ id: 'untuned' } as const] : tuningBadges(tuning, isCompared)),
    ...confoundersOf(specs.filter((_, lane) => isCompared(lane))).map(({ id }) => ({ id })),
    ...unfinishedBadge(specs, isCompared, totalSteps),
    ...(edited.length === 0 ? [] : [{ id: 'edited', lanes: edited } as const]),
    ...(seeds > 1 ? [{ id: 'paired', seeds } as const] : []),
  ];
}

/** A schedule whose shape the race has no room for is not the one that was meant. */
function unfinishedBadge(
  specs: readonly LaneSpec[],
  isCompared: (lane: number) => boolean,
  totalSteps: number | null,
): readonly Badge[] {
  if (totalSteps === null) return [];
  const lanes = specs.flatMap((of, lane) =>
    isCompared(lane) && laneOverruns(of, totalSteps).length > 0 ? [lane] : [],
  );
  return lanes.length === 0 ? [] : [{ id: 'unfinished', lanes, totalSteps }];
}

function tuningBadges(tuning: Tuning, isCompared: (lane: number) => boolean): readonly Badge[] {
  const points = tuning.points.filter((_, lane) => isCompared(lane));
  const lanes = tuning.atEdge.filter(isCompared);
  const [first = 0] = points;
  const isEqual = points.every((count) => count === first);
  return [
    isEqual ? { id: 'tuned', points: first } : { id: 'unequal', points },
    ...(lanes.length === 0 ? [] : [{ id: 'edge', lanes } as const]),
  ];
}
