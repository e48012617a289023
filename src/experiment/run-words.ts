import { formatPercent, formatValue, formatWhole } from '../core/format.ts';
import { findDataset } from '../data/index.ts';
import { titleOf } from '../nn/index.ts';
import type { Init } from '../nn/init.ts';
import { optimizerById } from '../optim/index.ts';
import { scheduleById } from '../optim/schedules/index.ts';
import { warmupParameters } from '../optim/schedules/warmup.ts';
import { changeName } from './change-words.ts';
import { laneNumber } from './lane-change.ts';
import type { ExperimentSpec, LaneChange, LaneSpec, SchedulePath, ScheduleSpec } from './schema.ts';

/** One setting of a run: what decides whether two runs agree on it, and how it is said. */
interface Setting {
  readonly key: string;
  readonly value: unknown;
  readonly text: string;
}

/** Of more settings or edits than this only some are said. */
const max = 3;

/**
 * What a run had otherwise than another, in the words of the page: `lr 0.01, 300 steps`. Names apart, and what only one
 * of two optimizers or schedules has; of many settings the first three and how many more.
 */
export function otherSettings(run: ExperimentSpec, other: ExperimentSpec): string {
  const said = differingSettings(run, other);
  if (said.length === 0) return 'same settings';
  if (said.length <= max) return said.join(', ');
  return `${said.slice(0, max).join(', ')} and ${said.length - max} more`;
}

/** The same, all of them, in the order of their weight. */
export function differingSettings(run: ExperimentSpec, other: ExperimentSpec): readonly string[] {
  const others = new Map(settings(other).map(({ key, value }) => [key, JSON.stringify(value)]));
  return settings(run)
    .filter(({ key, value }) => others.has(key) && others.get(key) !== JSON.stringify(value))
    .map(({ text }) => text);
}

/** A hyperparameter over a run: `0.0147, 0.0217 from step 12`; of many edits how many and the last value. */
export function valueOverRun(lane: LaneSpec, key: string): string {
  const start = formatValue(Number(startOf(lane, key)));
  const edits = editsOf(lane, `optimizer.${key}`);
  return overRun(
    start,
    edits.map(({ step, value }) => ({ step, text: formatValue(Number(value)) })),
  );
}

/** The schedule of a lane over a run: `cosine lr`; `constant lr, cosine from step 12`. */
export function scheduleOverRun(lane: LaneSpec, path: SchedulePath, of = ''): string {
  const edits = editsOf(lane, path).map(({ step, value }) => ({
    step,
    text: scheduleName(value as ScheduleSpec),
  }));
  return overRun(`${scheduleName(lane[path])} ${of}`.trim(), edits);
}

function overRun(start: string, edits: readonly { readonly step: number; readonly text: string }[]): string {
  const last = edits.at(-1);
  if (last && edits.length > max) return `${start}, moved ${edits.length} times, to ${last.text}`;
  return [start, ...edits.map(({ step, text }) => `${text} from step ${formatWhole(step)}`)].join(', ');
}

function settings(spec: ExperimentSpec): readonly Setting[] {
  const { data, model, training, seed, seeds, race } = spec;
  return [
    ...spec.lanes.slice(0, 1).flatMap(laneSettings),
    { key: 'data', value: data.id, text: findDataset(data.id)?.name ?? data.id },
    { key: 'classes', value: data.classes, text: classesText(data) },
    { key: 'form', value: [data.size, data.fit, data.rgb], text: formText(data) },
    { key: 'augmentation', value: data.augment, text: augmentText(data.augment) },
    { key: 'model', value: { ...model, init: null }, text: titleOf(model) },
    { key: 'batch', value: data.batchSize, text: `batch ${formatWhole(data.batchSize)}` },
    lengthSetting(training),
    { key: 'seed', value: seed, text: `seed ${seed}` },
    { key: 'seeds', value: seeds, text: counted(seeds, 'seed') },
    { key: 'race', value: race.mode, text: race.mode === 'fair' ? 'learning rate tuned' : 'untuned' },
    { key: 'images', value: data.trainCount, text: trainedOn(data.trainCount) },
    { key: 'held-out', value: data.validation, text: `${formatWhole(data.validation)} held back` },
    { key: 'pixels', value: data.normalize, text: pixels[data.normalize] },
    ...('init' in model ? [weightsSetting(model.init)] : []),
    { key: 'start', value: spec.start, text: startText(spec.start) },
    {
      key: 'evaluation',
      value: training.evalEvery,
      text: `evaluated every ${counted(training.evalEvery, 'step')}`,
    },
    { key: 'target', value: training.target, text: targetText(training.target) },
    {
      key: 'label smoothing',
      value: training.labelSmoothing,
      text: `label smoothing ${formatValue(training.labelSmoothing)}`,
    },
  ];
}

const weightsSetting = (init: Init): Setting => ({
  key: 'weights',
  value: init,
  text: init === 'he' ? 'He weights' : 'Glorot weights',
});

const startText = (start: ExperimentSpec['start']): string =>
  start === null
    ? 'random start'
    : `started from ${start.sha256.slice(0, 8)}${start.head ? '' : ' but the head'}`;

const pixels = { standardize: 'standardized pixels', unit: 'pixels 0 to 1' } as const;

const trainedOn = (count: number | null): string =>
  count === null ? 'all pictures' : `first ${formatWhole(count)} pictures`;

const counted = (count: number, what: string): string =>
  `${formatWhole(count)} ${what}${count === 1 ? '' : 's'}`;

function lengthSetting({ steps, epochs }: ExperimentSpec['training']): Setting {
  const key = 'length';
  if (steps !== null) return { key, value: ['steps', steps], text: counted(steps, 'step') };
  return {
    key,
    value: ['epochs', epochs],
    text: epochs === null ? 'until stopped' : counted(epochs, 'epoch'),
  };
}

function targetText(target: ExperimentSpec['training']['target']): string {
  if (target === null) return 'no target';
  const { metric, value } = target;
  return `target ${metric === 'validationAccuracy' ? formatPercent(value) : `loss ${formatValue(value)}`}`;
}

function laneSettings(lane: LaneSpec): Setting[] {
  const { name, hyperparams, options } = optimizerById(lane.optimizer.id);
  return [
    { key: 'optimizer', value: lane.optimizer.id, text: name },
    ...hyperparams.map(({ key, label }) => ({
      key,
      value: [startOf(lane, key), editsOf(lane, `optimizer.${key}`)],
      text: `${key === 'lr' ? key : label} ${valueOverRun(lane, key)}`,
    })),
    ...options.map(({ key, label, default: defaultValue }) => {
      const value = lane.optimizer[key] ?? defaultValue;
      return { key, value, text: optionText(label, value) };
    }),
    ...stabilitySettings(lane),
    ...scheduleSettings(lane, 'lrSchedule', 'lr'),
    ...scheduleSettings(lane, 'momentumSchedule', 'momentum'),
  ];
}

const optionText = (label: string, value: unknown): string =>
  typeof value === 'boolean' ? `${value ? '' : 'no '}${label}` : `${label} ${value}`;

const stabilityPaths = ['clip.globalNorm', 'clip.value', 'guard.factor'] as const;

function stabilitySettings(lane: LaneSpec): Setting[] {
  return stabilityPaths.map((path) => {
    const start = laneNumber(lane, path);
    const edits = editsOf(lane, path);
    const name = changeName(lane, path);
    const steps = edits.map(({ step, value }) => ({ step, text: formatValue(Number(value)) }));
    const text = start === null ? `no ${name}` : `${name} ${overRun(formatValue(start), steps)}`;
    return { key: path, value: [start, edits], text };
  });
}

function scheduleSettings(lane: LaneSpec, path: SchedulePath, of: 'lr' | 'momentum'): Setting[] {
  const schedule = lane[path];
  return [
    {
      key: path,
      value: [schedule.id, editsOf(lane, path)],
      text: scheduleOverRun(lane, path, of),
    },
    ...[...scheduleById(schedule.id).parameters, ...warmupParameters].map(
      ({ key, label, default: defaultValue }) => {
        const value = schedule[key] ?? defaultValue;
        // known by the schedule, so that another schedule's are not held against them
        const owner = key in warmup ? path : `${path}.${schedule.id}`;
        return { key: `${owner}.${key}`, value, text: `${of} ${label} ${formatValue(Number(value))}` };
      },
    ),
    ...scheduleById(schedule.id).choices.map(({ key, label, default: defaultValue }) => {
      const value = schedule[key] ?? defaultValue;
      return { key: `${path}.${schedule.id}.${key}`, value, text: `${of} ${optionText(label, value)}` };
    }),
  ];
}

const warmup = Object.fromEntries(warmupParameters.map(({ key }) => [key, true]));

/** A schedule's name within a sentence: `cosine`, but `NMGD` and `Sutskever 2013`. */
export function scheduleName({ id }: Pick<ScheduleSpec, 'id'>): string {
  const { name } = scheduleById(id);
  return /^[A-Z][a-z]/.test(name) && !/\d/.test(name) ? name.toLowerCase() : name;
}

function startOf(lane: LaneSpec, key: string): unknown {
  const parameter = optimizerById(lane.optimizer.id).hyperparams.find(
    (hyperparams) => hyperparams.key === key,
  );
  return (lane.optimizer as Readonly<Record<string, unknown>>)[key] ?? parameter?.default;
}

function editsOf({ events }: LaneSpec, path: string): { readonly step: number; readonly value: unknown }[] {
  return events.flatMap(({ step, set }) => {
    const value = set[path as keyof LaneChange];
    return value === undefined ? [] : [{ step, value }];
  });
}

type Data = ExperimentSpec['data'];

function classesText({ id, classes }: Data): string {
  if (classes === null) return 'all classes';
  const names = classes.map((label) => findDataset(id)?.classes[label] ?? String(label));
  return names.length > 3 ? `${names.length} classes` : names.join(', ');
}

function formText({ size, fit, rgb }: Data): string {
  const colour = rgb ? ', as RGB' : '';
  return size === null
    ? `own size${colour}`
    : `${fit === 'pad' ? 'padded' : 'resized'} to ${size} px${colour}`;
}

function augmentText({ flip, shift }: Data['augment']): string {
  const parts = [...(flip ? ['mirrored'] : []), ...(shift > 0 ? [`moved by up to ${shift} px`] : [])];
  return parts.length === 0 ? 'no augmentation' : parts.join(', ');
}
