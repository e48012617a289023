import type { LaneChange, LaneSpec } from './lane-schema.ts';

const prefix = 'optimizer.';

/** `{ 'optimizer.lr': 2 }` as `{ lr: 2 }`. */
function hyperparamsOf(set: LaneChange): Readonly<Record<string, number>> {
  const entries = Object.entries(set).filter(([path]) => path.startsWith(prefix));
  return Object.fromEntries(entries.map(([path, value]) => [path.slice(prefix.length), value as number]));
}

/** A lane with the values of a change in place of its own. */
export function withLaneChange(lane: LaneSpec, set: LaneChange): LaneSpec {
  const factor = set['guard.factor'];
  return {
    ...lane,
    optimizer: { ...lane.optimizer, ...hyperparamsOf(set) },
    lrSchedule: set.lrSchedule ?? lane.lrSchedule,
    momentumSchedule: set.momentumSchedule ?? lane.momentumSchedule,
    clip: {
      globalNorm: set['clip.globalNorm'] ?? lane.clip.globalNorm,
      value: set['clip.value'] ?? lane.clip.value,
    },
    guard: factor === undefined ? lane.guard : { ...lane.guard, factor },
  };
}

/** The number of a lane at a path that a change may have, such as `optimizer.lr`; null where it has none there. */
export function laneNumber(lane: LaneSpec, path: string): number | null {
  if (path === 'clip.globalNorm') return lane.clip.globalNorm;
  if (path === 'clip.value') return lane.clip.value;
  if (path === 'guard.factor') return lane.guard?.factor ?? null;
  const value = path.startsWith(prefix) ? lane.optimizer[path.slice(prefix.length)] : null;
  return typeof value === 'number' ? value : null;
}

/** A hyperparameter of a lane: what it says, or the default. */
export function hyperparamValue(
  lane: LaneSpec,
  parameter: { readonly key: string; readonly default: number },
): number {
  return laneNumber(lane, prefix + parameter.key) ?? parameter.default;
}
