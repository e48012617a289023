import { isInUse } from '../../core/setting.ts';
import { hyperparamValue, laneNumber } from '../../experiment/lane-change.ts';
import { freeName, isNameOf } from '../../experiment/lane-defaults.ts';
import { updateOf } from '../../experiment/lane-update.ts';
import { momentumScheduleFor } from '../../experiment/schedule-defaults.ts';
import type { LaneSpec, OptimizerSpec, ScheduleSpec } from '../../experiment/schema.ts';
import type { OptimizerId } from '../../optim/index.ts';
import { optimizerById } from '../../optim/index.ts';
import type { Parameter } from '../../optim/parameter.ts';
import type { Option } from '../../optim/transform.ts';
import { clipNormParameter } from '../../optim/transforms/clip-norm.ts';
import { clipValueParameter } from '../../optim/transforms/clip-value.ts';
import { guardFactorParameter } from '../../optim/transforms/guard.ts';

export interface LaneParts {
  /** The learning rate, and the momentum where there is one. */
  readonly always: readonly Parameter[];
  readonly more: readonly Parameter[];
  readonly options: readonly Option[];
}

/** The form of a lane's optimizer, without what an option that is off leaves without effect. */
export function laneParts(lane: LaneSpec): LaneParts {
  const { hyperparams, options, momentumKey } = optimizerById(lane.optimizer.id);
  const chosen = updateOf(lane).options;
  const first = ({ key }: Parameter): boolean => key === 'lr' || key === momentumKey;
  return {
    always: hyperparams.filter(first),
    more: hyperparams.filter((parameter) => !first(parameter) && isInUse(parameter, chosen)),
    options: options.filter((option) => isInUse(option, chosen)),
  };
}

/** Whether anything that is not always shown is in use. */
export function usesMore(lane: LaneSpec): boolean {
  const { more, options } = laneParts(lane);
  const chosen = updateOf(lane).options;
  return (
    more.some((parameter) => hyperparamValue(lane, parameter) !== parameter.default) ||
    options.some((option) => chosen[option.key] !== option.default) ||
    stabilityParts.some(({ path }) => laneNumber(lane, path) !== null)
  );
}

/** A lane with another choice of an option. */
export const withOption = (lane: LaneSpec, key: string, value: boolean | number): LaneSpec => ({
  ...lane,
  optimizer: { ...lane.optimizer, [key]: value },
});

export type StabilityPath = 'clip.globalNorm' | 'clip.value' | 'guard.factor';

/** What keeps a lane from breaking: each is off, or has a number that moves while it trains. */
export const stabilityParts: readonly {
  readonly path: StabilityPath;
  readonly parameter: Parameter;
}[] = [
  { path: 'clip.globalNorm', parameter: clipNormParameter },
  { path: 'clip.value', parameter: clipValueParameter },
  { path: 'guard.factor', parameter: guardFactorParameter },
];

/** A lane with one of them at a number, or off; the events that would move what is off go with it. */
export function withStability(lane: LaneSpec, path: StabilityPath, value: number | null): LaneSpec {
  const events = value === null ? lane.events.flatMap((event) => without(event, path)) : lane.events;
  switch (path) {
    case 'clip.globalNorm':
      return { ...lane, events, clip: { ...lane.clip, globalNorm: value } };
    case 'clip.value':
      return { ...lane, events, clip: { ...lane.clip, value } };
    case 'guard.factor':
      return { ...lane, events, guard: value === null ? null : { factor: value } };
  }
}

type Events = LaneSpec['events'];

function without(event: Events[number], path: StabilityPath): Events {
  const others = Object.entries(event.set).filter(([key]) => key !== path);
  return others.length === 0 ? [] : [{ ...event, set: Object.fromEntries(others) }];
}

/**
 * A lane with another optimizer. Numbers that both have keep their values within a family; outside of it only where
 * both start from the same default, for a learning rate of descent is none of Adam's. Options keep theirs likewise, the
 * others get their defaults, and the events go. A name or a momentum schedule that was the old optimizer's becomes the
 * new one's.
 * @param used names of the other lanes, none of which it gets
 */
export function chooseOptimizer(lane: LaneSpec, id: OptimizerId, used: readonly string[] = []): LaneSpec {
  const from = optimizerById(lane.optimizer.id);
  const to = optimizerById(id);
  const defaults = new Map([...from.hyperparams, ...from.options].map((part) => [part.key, part.default]));
  const carries = (key: string, fallback: unknown): boolean =>
    defaults.get(key) === fallback || (from.family === to.family && typeof fallback === 'number');
  const values = [...to.hyperparams, ...to.options].map(({ key, default: fallback }) => [
    key,
    (carries(key, fallback) ? lane.optimizer[key] : null) ?? fallback,
  ]);
  const optimizer: OptimizerSpec = { lr: lane.optimizer.lr, ...Object.fromEntries(values), id };
  const name = isNameOf(from.name, lane.name) ? freeName(to.name, used) : lane.name;
  const { tried: _, ...rest } = lane; // it was another optimizer that was tried
  return { ...rest, name, optimizer, momentumSchedule: momentumScheduleAfter(lane, id), events: [] };
}

function momentumScheduleAfter({ optimizer, momentumSchedule }: LaneSpec, id: OptimizerId): ScheduleSpec {
  const wasDefault = momentumSchedule.id === momentumScheduleFor(optimizer.id).id;
  const canMove = optimizerById(id).momentumKey !== null;
  return canMove && !wasDefault ? momentumSchedule : momentumScheduleFor(id);
}
