import type { ExperimentSpec } from './schema.ts';

const short: Record<string, string> = {
  'optimizer.id': 'optimizer',
  'data.id': 'data',
  batchSize: 'batch',
  evalEvery: 'evaluated every',
};

/** How one experiment differs from another: `lr 0.05 → 0.02, batch 64 → 32`; names and events aside. */
export function differenceText(before: ExperimentSpec, after: ExperimentSpec): string {
  const from = new Map(leaves(settings(before)));
  const to = new Map(leaves(settings(after)));
  const changes = [...new Set([...from.keys(), ...to.keys()])]
    .filter((path) => from.get(path) !== to.get(path))
    .map((path) => `${label(path)} ${from.get(path) ?? 'none'} → ${to.get(path) ?? 'none'}`);
  if (changes.length === 0) return 'same settings';
  return changes.length > 3
    ? `${changes.slice(0, 3).join(', ')} and ${changes.length - 3} more`
    : changes.join(', ');
}

function settings({ seed, data, model, training, lanes: [lane] }: ExperimentSpec): object {
  const { optimizer, lrSchedule, momentumSchedule } = lane ?? {};
  return {
    seed,
    data,
    model,
    training,
    optimizer,
    'lr schedule': lrSchedule,
    'momentum schedule': momentumSchedule,
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
