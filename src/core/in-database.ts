/**
 * Works on a database of IndexedDB and closes it again. Gives `fallback` where there is no IndexedDB, or it refuses:
 * private windows, a full disk.
 */
export async function inDatabase<Database extends { close(): void }, Result>(
  open: () => Promise<Database>,
  work: (database: Database) => Promise<Result>,
  fallback: Result,
): Promise<Result> {
  if (!('indexedDB' in globalThis)) return fallback;
  try {
    const database = await open();
    try {
      return await work(database);
    } finally {
      database.close();
    }
  } catch {
    return fallback;
  }
}
