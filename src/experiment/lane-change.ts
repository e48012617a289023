import { optimizerById } from '../optim/index.ts';
import type { Parameter } from '../optim/parameter.ts';
import type { ScheduleId } from '../optim/schedules/index.ts';
import { clipNormParameter } from '../optim/transforms/clip-norm.ts';
import { clipValueParameter } from '../optim/transforms/clip-value.ts';
import { guardFactorParameter } from '../optim/transforms/guard.ts';
import type { LaneChange, LaneSpec, SchedulePath } from './lane-schema.ts';

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

/** One value that a change sets. */
export type ValueChange =
  | {
      readonly id: 'number';
      /** In the lane: `optimizer.lr`, `clip.value`. */
      readonly path: string;
      /** Null where it was off. */
      readonly old: number | null;
      readonly value: number;
    }
  | {
      readonly id: 'schedule';
      readonly path: SchedulePath;
      readonly old: ScheduleId;
      readonly value: ScheduleId;
    };

const isSchedulePath = (path: string): path is SchedulePath =>
  path === 'lrSchedule' || path === 'momentumSchedule';

/** The values that a change sets, each with what was in force before it. */
export function changesOf(before: LaneSpec, set: LaneChange): readonly ValueChange[] {
  return Object.entries(set).flatMap(([path, value]): ValueChange[] => {
    if (typeof value === 'number') return [{ id: 'number', path, old: laneNumber(before, path), value }];
    if (value === undefined || !isSchedulePath(path)) return [];
    return [{ id: 'schedule', path, old: before[path].id, value: value.id }];
  });
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

const parametersBesideOptimizer: Readonly<Record<string, Parameter>> = {
  'clip.globalNorm': clipNormParameter,
  'clip.value': clipValueParameter,
  'guard.factor': guardFactorParameter,
};

/** The declaration of a number of a lane, by its path in a change: `optimizer.lr`; undefined where the lane has none. */
export function parameterAt({ optimizer }: LaneSpec, path: string): Parameter | undefined {
  const key = path.startsWith(prefix) ? path.slice(prefix.length) : path;
  const { hyperparams } = optimizerById(optimizer.id);
  return parametersBesideOptimizer[path] ?? hyperparams.find((parameter) => parameter.key === key);
}
