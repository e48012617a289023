import { openDB } from 'idb';

/** Remembers which candidate was fastest, by computation, for one adapter. */
export interface TuningStore {
  /** Start-up may not take longer than this for measuring, milliseconds. */
  readonly budgetMs: number;
  read(keys: readonly string[]): Promise<ReadonlyMap<string, number>>;
  write(picks: ReadonlyMap<string, number>): Promise<void>;
}

/** Raised whenever the candidates of any kernel change, so that an old index does not name another tuning. */
const generation = 2;
const storeName = 'picks';

/**
 * In IndexedDB where there is one; where there is none, or it refuses, nothing is remembered and each start measures.
 * `adapter` names the adapter and its driver, for what is fast on one is not on another.
 */
export function tuningStore(adapter: string): TuningStore {
  const prefix = `${generation}/${adapter}/`;
  const open = () =>
    openDB('downhill-tuning', 1, {
      upgrade: (db) => {
        db.createObjectStore(storeName);
      },
    });
  return {
    budgetMs: 700,
    async read(keys) {
      const picks = new Map<string, number>();
      if (!('indexedDB' in globalThis)) return picks;
      try {
        const db = await open();
        const transaction = db.transaction(storeName);
        const found = await Promise.all(keys.map((key) => transaction.store.get(prefix + key)));
        keys.forEach((key, i) => {
          if (typeof found[i] === 'number') picks.set(key, found[i]);
        });
        db.close();
      } catch {
        // private windows refuse storage
      }
      return picks;
    },
    async write(picks) {
      if (picks.size === 0 || !('indexedDB' in globalThis)) return;
      try {
        const db = await open();
        const transaction = db.transaction(storeName, 'readwrite');
        await Promise.all([...picks].map(([key, pick]) => transaction.store.put(pick, prefix + key)));
        await transaction.done;
        db.close();
      } catch {
        // private windows refuse storage
      }
    },
  };
}
