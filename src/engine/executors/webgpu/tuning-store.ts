import { openDB } from 'idb';
import { inDatabase } from '../../../core/in-database.ts';

/** Remembers which candidate was fastest, by computation, for one adapter, and how fast the adapter is. */
export interface TuningStore {
  /** Start-up may not take longer than this for measuring, milliseconds. */
  readonly budgetMs: number;
  read(keys: readonly string[]): Promise<ReadonlyMap<string, number>>;
  write(picks: ReadonlyMap<string, number>): Promise<void>;
}

/** Raised whenever the candidates of any kernel change, so that an old index does not name another tuning. */
const generation = 2;
const storeName = 'picks';

const pairOf = (key: string, pick: unknown): (readonly [string, number])[] =>
  typeof pick === 'number' ? [[key, pick]] : [];

/** What was found since the worker began, for windows that keep nothing: the next round measures nothing again. */
const remembered = new Map<string, number>();

const open = () =>
  openDB('downhill-tuning', 1, {
    upgrade: (db) => {
      db.createObjectStore(storeName);
    },
  });
type Database = Awaited<ReturnType<typeof open>>;

/**
 * In IndexedDB where there is one; where there is none, or it refuses, each start of the worker measures anew. What is
 * fast on one adapter is not on another. Pages are not told the driver, so each version of the browser measures anew:
 * it brings its own shader compiler, and its bits must be compared again.
 */
export function tuningStore(adapter: string): TuningStore {
  const prefix = `${generation}/${adapter}/${globalThis.navigator?.userAgent ?? ''}/`;
  return {
    budgetMs: 700,
    async read(keys) {
      const inMemory = (key: string) => remembered.get(prefix + key);
      const picks = new Map(keys.flatMap((key) => pairOf(key, inMemory(key))));
      const missing = keys.filter((key) => !picks.has(key));
      const read = (db: Database): Promise<unknown[]> => {
        const { store } = db.transaction(storeName);
        return Promise.all(missing.map((key) => store.get(prefix + key)));
      };
      const stored = await inDatabase(open, read, []);
      missing.forEach((key, i) => {
        for (const pair of pairOf(key, stored[i])) picks.set(...pair);
      });
      return picks;
    },
    async write(picks) {
      for (const [key, pick] of picks) remembered.set(prefix + key, pick);
      if (picks.size === 0) return;
      const write = async (db: Database): Promise<void> => {
        const transaction = db.transaction(storeName, 'readwrite');
        await Promise.all([...picks].map(([key, pick]) => transaction.store.put(pick, prefix + key)));
        await transaction.done;
      };
      await inDatabase(open, write, undefined);
    },
  };
}
