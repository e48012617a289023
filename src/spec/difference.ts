import { optimizerById } from '../optim/index.ts';
import type { LaneSpec } from './lane-schema.ts';
import { scheduleDefaults } from './schedule-defaults.ts';
import type { ExperimentSpec } from './schema.ts';

const short: Record<string, string> = {
  'optimizer.id': 'optimizer',
  'data.id': 'data',
  batchSize: 'batch',
  evalEvery: 'evaluated every',
  labelSmoothing: 'label smoothing',
};

/**
 * How one experiment differs from another: `lr 0.05 → 0.02, batch 64 → 32`; names and events aside, and what only one
 * of two optimizers or schedules has, unless it was moved from its default.
 */
export function differenceText(before: ExperimentSpec, after: ExperimentSpec): string {
  const from = settings(before);
  const to = settings(after);
  const changes = [...new Set([...from.values.keys(), ...to.values.keys()])]
    .filter((path) => from.values.get(path) !== to.values.get(path))
    .filter((path) => !(followsAlone(path, from, to) || followsAlone(path, to, from)))
    .map((path) => `${label(path)} ${from.values.get(path) ?? 'none'} → ${to.values.get(path) ?? 'none'}`);
  if (changes.length === 0) return 'same settings';
  return changes.length > 3
    ? `${changes.slice(0, 3).join(', ')} and ${changes.length - 3} more`
    : changes.join(', ');
}

interface Settings {
  readonly values: ReadonlyMap<string, string>;
  /** Of what the optimizer and the schedules have, what they would have by themselves. */
  readonly defaults: ReadonlyMap<string, string>;
}

const followsAlone = (path: string, one: Settings, other: Settings): boolean =>
  !other.values.has(path) && one.values.get(path) === one.defaults.get(path);

function settings({ seed, data, model, training, lanes: [lane] }: ExperimentSpec): Settings {
  const { optimizer, lrSchedule, momentumSchedule, clip, guard } = lane ?? {};
  const values = {
    seed,
    data,
    model,
    training,
    optimizer,
    'lr schedule': lrSchedule,
    'momentum schedule': momentumSchedule,
    'clip by norm': clip?.globalNorm ?? 'off',
    'clip by value': clip?.value ?? 'off',
    guard: guard?.factor ?? 'off',
  };
  return { values: new Map(leaves(values)), defaults: new Map(lane ? leaves(defaultsOf(lane)) : []) };
}

function defaultsOf({ optimizer, lrSchedule, momentumSchedule }: LaneSpec): object {
  const { hyper, options } = optimizerById(optimizer.id);
  return {
    optimizer: Object.fromEntries([...hyper, ...options].map((part) => [part.key, part.default])),
    'lr schedule': scheduleDefaults(lrSchedule.id),
    'momentum schedule': scheduleDefaults(momentumSchedule.id),
  };
}

function leaves(value: unknown, path = ''): [string, string][] {
  if (Array.isArray(value)) return [[path, value.join('–')]];
  if (typeof value !== 'object' || value === null) return [[path, String(value)]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key}`));
}

function label(path: string): string {
  const last = path.split('.').at(-1) ?? path;
  if (last === 'id' && path.includes('schedule')) return path.slice(0, -'.id'.length);
  return short[path] ?? short[last] ?? (last === 'id' ? path : last);
}
