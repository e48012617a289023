import type { Format, Rename } from '../../../src/experiment/renames.ts';
import { lanesIn, renames } from '../../../src/experiment/renames.ts';

/** Every rename of a format by the whole path to it, lanes included. */
function renamesIn(of: Format): readonly Rename[] {
  return renames.flatMap((rename) => {
    if (rename.of === of) return [rename];
    if (rename.of !== 'lane') return [];
    return lanesIn[of].map((lane) => ({ ...rename, path: [lane, rename.path].filter(Boolean).join('/') }));
  });
}

/** A path in the old names, in those of today. */
const pathNow = (path: string, all: readonly Rename[]): string =>
  path
    .split('/')
    .map((key, i, keys) => all.find((of) => of.path === keys.slice(0, i + 1).join('/'))?.to ?? key)
    .join('/');

/** Keys that no earlier version had, by their paths today: reading gives them. */
const newKeys: Readonly<Partial<Record<Format, readonly string[]>>> = {
  experiment: ['lanes/*/id'],
  result: ['engine', 'portable'],
};

/** What `migrate` gives, with the names it had before: the way back, worked out apart from it. */
export function withEarlierNames(of: Format, value: unknown): unknown {
  const all = renamesIn(of);
  const byPath = new Map(all.map((rename) => [pathNow(rename.path, all), rename]));
  const back = (entry: unknown, path: string): unknown => {
    const rename = byPath.get(path);
    if (Array.isArray(entry)) return entry.map((inner) => back(inner, `${path}/*`));
    if (typeof entry === 'string')
      return Object.entries(rename?.values ?? {}).find(([, to]) => to === entry)?.[0] ?? entry;
    if (typeof entry !== 'object' || entry === null) return entry;
    return Object.fromEntries(
      Object.entries(entry).flatMap(([key, inner]) => {
        const at = path === '' ? key : `${path}/${key}`;
        if (newKeys[of]?.includes(at)) return [];
        return [[byPath.get(at)?.path.split('/').at(-1) ?? key, back(inner, at)]];
      }),
    );
  };
  return back(value, '');
}

/** What an earlier version wrote, without what is no more. */
export function withoutGone(of: Format, value: unknown): unknown {
  const gone = new Set(renamesIn(of).flatMap(({ path, isGone }) => (isGone ? [path] : [])));
  const unchanged = (entry: unknown, path: string): unknown => {
    if (Array.isArray(entry)) return entry.map((inner) => unchanged(inner, `${path}/*`));
    if (typeof entry !== 'object' || entry === null) return entry;
    const at = (key: string) => (path === '' ? key : `${path}/${key}`);
    const entries = Object.entries(entry).filter(([key]) => !gone.has(at(key)));
    return Object.fromEntries(entries.map(([key, inner]) => [key, unchanged(inner, at(key))]));
  };
  return unchanged(value, '');
}
