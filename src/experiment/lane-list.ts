import type { OptimizerId } from '../optim/index.ts';
import { optimizerById, optimizers } from '../optim/index.ts';
import { firstFree, freeId, freeName, isNameOf } from './lane-defaults.ts';
import type { LaneSpec, OptimizerSpec } from './lane-schema.ts';
import { momentumScheduleFor } from './schedule-defaults.ts';

type Lanes = readonly LaneSpec[];

/** What is worth setting beside the others, first things first. */
const defaultOrder: readonly OptimizerId[] = ['nesterov', 'sgd', 'nmgd', 'momentum', 'adam', 'adamw'];

/** Letters of a name that leave room for a number behind it: a name has 80 at most. */
const roomyName = 77;

/**
 * One more lane, last: the first optimizer that is not raced yet. It takes what a fair race has in common from the first
 * lane, which is the schedule of the learning rate and the clipping; and the learning rate itself from the first lane
 * whose optimizer has the same default of it.
 */
export function withNewLane(lanes: Lanes): LaneSpec[] {
  const [first] = lanes;
  if (!first) return [];
  const raced = new Set(lanes.map(({ optimizer }) => optimizer.id));
  const listed = [...defaultOrder, ...optimizers.map(({ id }) => id)];
  const id = listed.find((candidate) => !raced.has(candidate)) ?? first.optimizer.id;
  const like = lanes.find(({ optimizer }) => defaultLr(optimizer.id) === defaultLr(id));
  const { hyperparams, options, name } = optimizerById(id);
  const optimizer: OptimizerSpec = {
    ...Object.fromEntries([...hyperparams, ...options].map(({ key, default: value }) => [key, value])),
    id,
    lr: like?.optimizer.lr ?? defaultLr(id),
  };
  const lane: LaneSpec = {
    ...first,
    id: freeId(idsOf(lanes)),
    name: freeName(name, namesOf(lanes)),
    styleIndex: firstFree(styleIndicesOf(lanes)),
    optimizer,
    momentumSchedule: momentumScheduleFor(id),
    events: [],
  };
  return [...lanes, lane];
}

/** The lane once more, after itself, with an id, a style and a name of its own. */
export function withDuplicate(lanes: Lanes, index: number): LaneSpec[] {
  return lanes.flatMap((lane, i) => {
    if (i !== index) return [lane];
    const { name } = optimizerById(lane.optimizer.id);
    const base = isNameOf(name, lane.name) ? name : lane.name;
    return [
      lane,
      {
        ...lane,
        id: freeId(idsOf(lanes)),
        name: freeName(base.slice(0, roomyName), namesOf(lanes)),
        styleIndex: firstFree(styleIndicesOf(lanes)),
      },
    ];
  });
}

/** The lanes without one of them; the last stays. */
export function withoutLane(lanes: Lanes, index: number): readonly LaneSpec[] {
  return lanes.length === 1 ? lanes : lanes.filter((_, i) => i !== index);
}

/** The lanes with one of them a place further up (−1) or down (1). */
export function withLaneMoved(lanes: Lanes, index: number, by: -1 | 1): readonly LaneSpec[] {
  const [lane, other] = [lanes[index], lanes[index + by]];
  if (!lane || !other) return lanes;
  return lanes.map((at, i) => (i === index ? other : i === index + by ? lane : at));
}

/** The lane in another style; whichever had it gets the lane's, so that no two are alike. */
export function withStyleIndex(lanes: Lanes, index: number, styleIndex: number): LaneSpec[] {
  const before = lanes[index]?.styleIndex ?? styleIndex;
  return lanes.map((lane, i) => {
    if (i === index) return { ...lane, styleIndex };
    return lane.styleIndex === styleIndex ? { ...lane, styleIndex: before } : lane;
  });
}

const idsOf = (lanes: Lanes): Set<string> => new Set(lanes.map(({ id }) => id));
const namesOf = (lanes: Lanes): string[] => lanes.map(({ name }) => name);
const styleIndicesOf = (lanes: Lanes): Set<number> => new Set(lanes.map(({ styleIndex }) => styleIndex));

function defaultLr(id: OptimizerId): number {
  return optimizerById(id).hyperparams.find(({ key }) => key === 'lr')?.default ?? 0.05;
}
