import { datasetName, findDataset } from '../data/catalog/index.ts';
import { datasetKey } from '../data/catalog/info.ts';
import type { ModelSpec } from '../nn/index.ts';
import type { Init } from '../nn/init.ts';
import { optimizerById } from '../optim/index.ts';
import type { ScheduleId } from '../optim/schedules/index.ts';
import { scheduleById } from '../optim/schedules/index.ts';
import { warmupParameters } from '../optim/schedules/warmup.ts';
import { laneNumber } from './lane-change.ts';
import type { ExperimentSpec, LaneChange, LaneSpec, SchedulePath, ScheduleSpec } from './schema.ts';

/** A value of a lane over a run: what it begins with, and its edits. */
export interface OverRun<Value> {
  readonly start: Value;
  readonly edits: readonly { readonly step: number; readonly value: Value }[];
}

type Data = ExperimentSpec['data'];

/** A setting that a run had otherwise than another. */
export type RunDifference =
  | { readonly id: 'optimizer'; readonly name: string }
  /** `path` as in a change of the lane: `optimizer.lr`, `clip.value`; null for what is off. */
  | { readonly id: 'number'; readonly path: string; readonly over: OverRun<number | null> }
  | { readonly id: 'option'; readonly key: string; readonly value: boolean | number }
  | { readonly id: 'schedule'; readonly path: SchedulePath; readonly over: OverRun<ScheduleId> }
  | {
      readonly id: 'schedulePart';
      readonly path: SchedulePath;
      readonly schedule: ScheduleId;
      readonly key: string;
      readonly value: boolean | number;
    }
  | { readonly id: 'dataset'; readonly name: string }
  /** Names of the classes; null for all of the dataset. */
  | { readonly id: 'classes'; readonly names: readonly string[] | null }
  | ({ readonly id: 'form' } & Pick<Data, 'size' | 'fit' | 'rgb'>)
  | ({ readonly id: 'augmentation' } & Pick<Data['augment'], 'flip' | 'shift'>)
  | { readonly id: 'model'; readonly model: ModelSpec }
  | { readonly id: 'batch' | 'steps' | 'epochs' | 'seed' | 'seeds'; readonly count: number }
  | { readonly id: 'untilStopped' }
  | { readonly id: 'race'; readonly mode: ExperimentSpec['race']['mode'] }
  /** Images trained on; null for all. */
  | { readonly id: 'images'; readonly count: number | null }
  | { readonly id: 'heldOut' | 'evaluation'; readonly count: number }
  | { readonly id: 'pixels'; readonly normalize: Data['normalize'] }
  | { readonly id: 'weights'; readonly init: Init }
  /** `sha256`: its first eight digits; null for random weights. */
  | { readonly id: 'start'; readonly sha256: string | null; readonly head: boolean }
  | { readonly id: 'target'; readonly target: ExperimentSpec['training']['target'] }
  | { readonly id: 'labelSmoothing'; readonly value: number };

/** What the previous run had otherwise than the current one. */
export interface PreviousFact {
  /** In a race the name of the lane it is of; null where there is nothing to tell it from. */
  readonly lane: string | null;
  readonly differences: readonly RunDifference[];
  /** Whether the lane is no more. */
  readonly isRemoved: boolean;
}

/** One setting of a run: what decides whether two runs agree on it, and the fact. */
interface Setting {
  readonly key: string;
  readonly value: unknown;
  readonly fact: RunDifference;
}

/**
 * What a run had otherwise than another, in the order of its weight. Names apart, and what only one of two optimizers or
 * schedules has.
 */
export function runDifferences(run: ExperimentSpec, other: ExperimentSpec): readonly RunDifference[] {
  const others = new Map(settings(other).map(({ key, value }) => [key, JSON.stringify(value)]));
  return settings(run)
    .filter(({ key, value }) => others.has(key) && others.get(key) !== JSON.stringify(value))
    .map(({ fact }) => fact);
}

/** A hyperparameter of a lane over a run. */
export const hyperparamOverRun = (lane: LaneSpec, key: string): OverRun<number> => ({
  start: Number(startOf(lane, key)),
  edits: editsOf(lane, `optimizer.${key}`).map(({ step, value }) => ({ step, value: Number(value) })),
});

/** The schedule of a lane over a run. */
export const scheduleOverRun = (lane: LaneSpec, path: SchedulePath): OverRun<ScheduleId> => ({
  start: lane[path].id,
  edits: editsOf(lane, path).map(({ step, value }) => ({ step, value: (value as ScheduleSpec).id })),
});

function settings(spec: ExperimentSpec): readonly Setting[] {
  const { data, model, training, seed, seeds, race, start } = spec;
  const { augment, size, fit, rgb } = data;
  return [
    ...spec.lanes.slice(0, 1).flatMap(laneSettings),
    {
      key: 'data',
      value: datasetKey(data),
      fact: { id: 'dataset', name: datasetName(data) },
    },
    { key: 'classes', value: data.classes, fact: { id: 'classes', names: classNames(data) } },
    { key: 'form', value: [size, fit, rgb], fact: { id: 'form', size, fit, rgb } },
    {
      key: 'augmentation',
      value: augment,
      fact: { id: 'augmentation', flip: augment.flip, shift: augment.shift },
    },
    { key: 'model', value: { ...model, init: null }, fact: { id: 'model', model } },
    { key: 'batch', value: data.batchSize, fact: { id: 'batch', count: data.batchSize } },
    lengthSetting(training),
    { key: 'seed', value: seed, fact: { id: 'seed', count: seed } },
    { key: 'seeds', value: seeds, fact: { id: 'seeds', count: seeds } },
    { key: 'race', value: race.mode, fact: { id: 'race', mode: race.mode } },
    { key: 'images', value: data.trainCount, fact: { id: 'images', count: data.trainCount } },
    { key: 'held-out', value: data.validation, fact: { id: 'heldOut', count: data.validation } },
    { key: 'pixels', value: data.normalize, fact: { id: 'pixels', normalize: data.normalize } },
    ...('init' in model
      ? [{ key: 'weights', value: model.init, fact: { id: 'weights', init: model.init } } as const]
      : []),
    {
      key: 'start',
      value: start,
      fact: { id: 'start', sha256: start?.sha256.slice(0, 8) ?? null, head: start?.head ?? true },
    },
    {
      key: 'evaluation',
      value: training.evalEvery,
      fact: { id: 'evaluation', count: training.evalEvery },
    },
    { key: 'target', value: training.target, fact: { id: 'target', target: training.target } },
    {
      key: 'label-smoothing',
      value: training.labelSmoothing,
      fact: { id: 'labelSmoothing', value: training.labelSmoothing },
    },
  ];
}

function lengthSetting({ steps, epochs }: ExperimentSpec['training']): Setting {
  const key = 'length';
  if (steps !== null) return { key, value: ['steps', steps], fact: { id: 'steps', count: steps } };
  const fact =
    epochs === null ? ({ id: 'untilStopped' } as const) : ({ id: 'epochs', count: epochs } as const);
  return { key, value: ['epochs', epochs], fact };
}

function laneSettings(lane: LaneSpec): Setting[] {
  const { name, hyperparams, options } = optimizerById(lane.optimizer.id);
  return [
    { key: 'optimizer', value: lane.optimizer.id, fact: { id: 'optimizer', name } },
    ...hyperparams.map(({ key }): Setting => {
      const path = `optimizer.${key}`;
      return {
        key,
        value: [startOf(lane, key), editsOf(lane, path)],
        fact: { id: 'number', path, over: hyperparamOverRun(lane, key) },
      };
    }),
    ...options.map(({ key, default: typical }): Setting => {
      const value = (lane.optimizer[key] ?? typical) as boolean | number;
      return { key, value, fact: { id: 'option', key, value } };
    }),
    ...stabilityPaths.map((path): Setting => {
      const start = laneNumber(lane, path);
      const edits = editsOf(lane, path).map(({ step, value }) => ({ step, value: Number(value) }));
      return { key: path, value: [start, edits], fact: { id: 'number', path, over: { start, edits } } };
    }),
    ...scheduleSettings(lane, 'lrSchedule'),
    ...scheduleSettings(lane, 'momentumSchedule'),
  ];
}

const stabilityPaths = ['clip.globalNorm', 'clip.value', 'guard.factor'] as const;

function scheduleSettings(lane: LaneSpec, path: SchedulePath): Setting[] {
  const schedule = lane[path];
  const { parameters, choices } = scheduleById(schedule.id);
  const parts = [...parameters, ...warmupParameters, ...choices];
  return [
    {
      key: path,
      value: [schedule.id, editsOf(lane, path)],
      fact: { id: 'schedule', path, over: scheduleOverRun(lane, path) },
    },
    ...parts.map(({ key, default: typical }): Setting => {
      const value = (schedule[key] ?? typical) as boolean | number;
      // known by the schedule, so that another schedule's are not held against them
      const owner = key in warmup ? path : `${path}.${schedule.id}`;
      return {
        key: `${owner}.${key}`,
        value,
        fact: { id: 'schedulePart', path, schedule: schedule.id, key, value },
      };
    }),
  ];
}

const warmup = Object.fromEntries(warmupParameters.map(({ key }) => [key, true]));

function startOf(lane: LaneSpec, key: string): unknown {
  const parameter = optimizerById(lane.optimizer.id).hyperparams.find((hyperparam) => hyperparam.key === key);
  return (lane.optimizer as Readonly<Record<string, unknown>>)[key] ?? parameter?.default;
}

function editsOf({ events }: LaneSpec, path: string): { readonly step: number; readonly value: unknown }[] {
  return events.flatMap(({ step, set }) => {
    const value = set[path as keyof LaneChange];
    return value === undefined ? [] : [{ step, value }];
  });
}

function classNames(data: Data): readonly string[] | null {
  return data.classes?.map((label) => findDataset(data)?.classes[label] ?? String(label)) ?? null;
}
