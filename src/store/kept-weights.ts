import type { DBSchema } from 'idb';
import { inDatabase } from '../core/in-database.ts';
import { migrate } from '../experiment/migrate.ts';
import type { ExperimentSpec } from '../experiment/schema.ts';
import type { SpecRequest } from '../protocol/messages.ts';

/** A file of weights as it is kept on this machine. */
export interface StoredWeights {
  readonly sha256: string;
  /** What it was called when it was chosen, or the lane it came from. */
  readonly name: string;
  /** Of a lane: how many steps it had trained. */
  readonly step?: number;
  /** Of a model in several files: how many there were. */
  readonly parts?: number;
  /** Safetensors. */
  readonly file: Blob;
  /** Names of what the files it came from hold besides, and what is not used. */
  readonly excluded?: readonly string[];
}

interface Schema extends DBSchema {
  files: { key: string; value: StoredWeights & { readonly keptAt: number }; indexes: { keptAt: number } };
}

/** So many files stay; beyond that the one that was kept first goes. */
const max = 12;

/** Those of this visit, for windows that keep nothing, and so that a file just chosen is available at once. */
const cache = new Map<string, StoredWeights>();

async function open() {
  const { openDB } = await import('idb');
  return openDB<Schema>('downhill-weights', 1, {
    upgrade: (db) => {
      db.createObjectStore('files', { keyPath: 'sha256' }).createIndex('keptAt', 'keptAt');
    },
  });
}

/** The sha256 of a file, in hexadecimal; read in pieces, so that a large one blocks nothing. */
export async function sha256Of(file: Blob): Promise<string> {
  const [{ sha256 }, { bytesToHex }] = await Promise.all([
    import('@noble/hashes/sha2.js'),
    import('@noble/hashes/utils.js'),
  ]);
  const hash = sha256.create();
  for (let at = 0; at < file.size; at += 2 ** 20)
    hash.update(new Uint8Array(await file.slice(at, at + 2 ** 20).arrayBuffer()));
  return bytesToHex(hash.digest());
}

/** Keeps a safetensors file under its sha256. Where storage is refused it lasts as long as the page. */
export async function keepWeights(
  file: Blob,
  { excluded = [], ...about }: Omit<StoredWeights, 'sha256' | 'file'>,
): Promise<StoredWeights> {
  const stored: StoredWeights = {
    ...about,
    sha256: await sha256Of(file),
    file,
    ...(excluded.length > 0 && { excluded }),
  };
  cache.set(stored.sha256, stored);
  await inDatabase(
    open,
    async (db) => {
      const transaction = db.transaction('files', 'readwrite');
      await transaction.store.put({ ...stored, keptAt: Date.now() });
      const keys = await transaction.store.index('keptAt').getAllKeys();
      const old = keys.slice(0, Math.max(0, keys.length - max)).filter((key) => key !== stored.sha256);
      await Promise.all([...old.map((key) => transaction.store.delete(key)), transaction.done]);
    },
    undefined,
  );
  return stored;
}

/** The file with that sha256; null where this machine has none. */
export async function findWeights(key: string): Promise<StoredWeights | null> {
  const near = cache.get(key);
  if (near) return near;
  const entry = await inDatabase(open, (db) => db.get('files', key), undefined);
  if (!entry) return null;
  const { keptAt: _, ...stored } = migrate('weights', entry) as typeof entry;
  cache.set(key, stored);
  return stored;
}

/** The experiment as the worker is asked for it, with the file it starts from where it is available. */
export function requestOf(spec: ExperimentSpec): SpecRequest | Promise<SpecRequest> {
  if (spec.start === null) return { spec };
  return findWeights(spec.start.sha256).then((stored) =>
    stored ? { spec, weights: stored.file } : { spec },
  );
}

/** All files on this machine, the latest first. */
export async function listWeights(): Promise<readonly StoredWeights[]> {
  const stored = await inDatabase(open, (db) => db.getAllFromIndex('files', 'keptAt'), []);
  const latest = stored.map((entry) => migrate('weights', entry) as typeof entry).toReversed();
  const others = [...cache.values()].filter((stored) =>
    latest.every((file) => file.sha256 !== stored.sha256),
  );
  return [...others.toReversed(), ...latest];
}

/** Takes a file off this machine. */
export async function forgetWeights(key: string): Promise<void> {
  cache.delete(key);
  await inDatabase(open, (db) => db.delete('files', key), undefined);
}
