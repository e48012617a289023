import { engineFacts, engines } from '../core/engine.ts';
import { DownhillError, toErrorReport } from '../core/errors.ts';
import { isRecord } from '../core/is-record.ts';
import { reject } from './reject.ts';
import type { Format, Rename } from './renames.ts';
import { lanesIn, renames } from './renames.ts';

/** The versions that this page writes; it reads those before as well. What carries no number is of version 1. */
export const currentVersions = { experiment: 2, result: 4 } as const;

type VersionedKind = keyof typeof currentVersions;
type Json = Readonly<Record<string, unknown>>;

/**
 * The one door for what was written elsewhere or before: the same in the current version. Keys that it does not know stay,
 * for the schema to turn down; the input is not changed.
 *   migrate(of, migrate(of, x)) = migrate(of, x)
 * @throws DownhillError code `spec` for a version later than the current one, with the path of its number
 */
export function migrate(of: Format, input: unknown): unknown {
  if (!isRecord(input)) return input;
  if (of === 'experiment') return numbered(of, input);
  if (of !== 'result') return walk(input, trees[of]);
  const result = numbered(of, input);
  if (!('spec' in result)) return result;
  const spec = inside('spec', () => migrate('experiment', result.spec));
  return spec === result.spec ? result : { ...result, spec };
}

/** The version of what only a later page can read; null where this one can try. */
export function newerVersion(of: VersionedKind, input: unknown): number | null {
  const version = isRecord(input) ? input.version : null;
  return typeof version === 'number' && version > currentVersions[of] ? version : null;
}

/** Brings what carries the number of its version to the current one. */
function numbered(of: VersionedKind, input: Json): Json {
  const current = currentVersions[of];
  const newer = newerVersion(of, input);
  if (newer !== null) reject('version', 'newerVersion', { max: current, got: newer });
  const { version = 1 } = input;
  if (version === current || !Number.isInteger(version) || (version as number) < 1) return input;
  const { version: _, ...rest } = walk(input, trees[of]) as Json;
  if (of !== 'result') return { version: current, ...rest };
  return { version: current, ...rest, ...(version === 1 && withoutSentences(rest)), ...withEngine(rest) };
}

/** The verdict of a result of version 1 was sentences. It is made anew, out of the rounds. */
const withoutSentences = ({ verdict }: Json): Json => (isRecord(verdict) ? { verdict: null } : {});

/** Up to version 3 a result named its adapter alone, from which its engine follows. */
function withEngine({ adapter }: Json): Json {
  const { backend, fallback } = isRecord(adapter) ? adapter : {};
  const id = engines.find((engine) => engine === backend);
  if (id === undefined || id === 'tfjs-webgpu') return {}; // the schema turns the adapter down
  const detail = isRecord(fallback) ? String(fallback.detail) : '';
  return { ...engineFacts({ backend: id, fallback: { detail } }) };
}

/** Puts the way to a part in front of what is wrong in it. */
function inside<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof DownhillError) || error.path === undefined) throw error;
    const where = `${path}.${error.path}`;
    throw new DownhillError({ ...toErrorReport(error), path: where });
  }
}

/** Where names have changed, as a tree over the old ones. */
interface Tree {
  readonly keys: Map<string, Tree>;
  /** Of each entry of a list. */
  each: Tree | null;
  /** What the key that leads here is called now. */
  to: string | null;
  isGone: boolean;
  values: Readonly<Record<string, string>>;
}

const emptyTree = (): Tree => ({ keys: new Map(), each: null, to: null, isGone: false, values: {} });

/** The tree at a path below another, grown where it is missing. */
function treeAt(root: Tree, path: string): Tree {
  let at = root;
  for (const key of path === '' ? [] : path.split('/')) {
    const next = (key === '*' ? at.each : at.keys.get(key)) ?? emptyTree();
    if (key === '*') at.each = next;
    else at.keys.set(key, next);
    at = next;
  }
  return at;
}

function treeOf(of: Format, all: readonly Rename[]): Tree {
  const root = emptyTree();
  const grow = (below: Tree, { path, to, values, isGone }: Rename) => {
    const tree = treeAt(below, path);
    tree.to ??= to ?? null;
    tree.isGone ||= isGone === true;
    tree.values = { ...tree.values, ...values };
  };
  for (const rename of all) {
    if (rename.of === of) grow(root, rename);
    if (rename.of !== 'lane') continue;
    for (const path of lanesIn[of]) grow(treeAt(root, path), rename);
  }
  return root;
}

const formats = Object.keys(lanesIn) as readonly Format[];
const trees = Object.fromEntries(formats.map((of) => [of, treeOf(of, renames)])) as Readonly<
  Record<Format, Tree>
>;

/** A value with the names of today. What the tree does not lead to is not looked at, nor copied. */
function walk(value: unknown, tree: Tree): unknown {
  if (typeof value === 'string') return Object.hasOwn(tree.values, value) ? tree.values[value] : value;
  if (Array.isArray(value)) {
    const { each } = tree;
    return each === null ? value : value.map((entry) => walk(entry, each));
  }
  if (!isRecord(value) || tree.keys.size === 0) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, entry]) => {
      const below = tree.keys.get(key);
      if (below === undefined) return [[key, entry]];
      if (below.isGone) return [];
      // where the new name is there too the old one stays, for the schema to turn down
      const isFree = below.to !== null && !Object.hasOwn(value, below.to);
      return [[isFree ? (below.to as string) : key, walk(entry, below)]];
    }),
  );
}
