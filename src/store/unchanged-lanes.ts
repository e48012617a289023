import { laneNumber, withLaneChange } from '../experiment/lane-change.ts';
import type { LaneChange, LaneSpec } from '../experiment/schema.ts';
import { optimizerById } from '../optim/index.ts';

type Lanes = readonly LaneSpec[];

/** A lane among others, known again by its style and its optimizer; null where there is none. */
export const unchangedLane = (lanes: Lanes, { styleIndex, optimizer }: LaneSpec): LaneSpec | null =>
  lanes.find((lane) => lane.styleIndex === styleIndex && lane.optimizer.id === optimizer.id) ?? null;

/**
 * The lanes as the experiment has them, without live edits made since it was opened, once it is edited: what the
 * edit changes is the experiment's from then on, and a lane that is new comes as it is.
 * @param unchanged as the experiment had them
 * @param before as they were set before the edit
 */
export function unchangedLanesAfter(unchanged: Lanes, before: Lanes, edited: Lanes): Lanes {
  return edited.map((lane) => {
    const [had, was] = [unchangedLane(unchanged, lane), unchangedLane(before, lane)];
    if (had === null || was === null) return lane;
    const old = valuesOf(was);
    const equalValues = entriesOf(valuesOf(lane)).filter(([path, value]) => isSame(value, old[path]));
    const values = new Map(entriesOf(valuesOf(had)));
    return withLaneChange(lane, changeOf(equalValues.map(([path]) => [path, values.get(path)])));
  });
}

/** What would bring a lane back to the values the experiment has; empty where it has them. */
export function wayBack(unchanged: LaneSpec, lane: LaneSpec): LaneChange {
  const now = valuesOf(lane);
  return changeOf(
    entriesOf(valuesOf(unchanged)).filter(([path, value]) => path in now && !isSame(value, now[path])),
  );
}

type Path = keyof LaneChange;

/** All that can be edited of a lane while it trains, and that is on. */
function valuesOf(lane: LaneSpec): LaneChange {
  const { hyperparams } = optimizerById(lane.optimizer.id);
  const paths = [
    ...hyperparams.map(({ key }) => `optimizer.${key}`),
    ...['clip.globalNorm', 'clip.value', 'guard.factor'],
  ];
  const numbers = paths.map((path) => [path, laneNumber(lane, path) ?? undefined] as const);
  const { lrSchedule, momentumSchedule } = lane;
  return { ...changeOf(numbers as readonly (readonly [Path, unknown])[]), lrSchedule, momentumSchedule };
}

const entriesOf = (set: LaneChange): [Path, unknown][] => Object.entries(set) as [Path, unknown][];

const changeOf = (entries: readonly (readonly [Path, unknown])[]): LaneChange =>
  Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as LaneChange;

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
