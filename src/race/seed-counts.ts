/**
 * How many seeds the page offers for a race that is to claim something. The verdict allows for a look at each of them,
 * so that whoever races again with the next, until a lane wins, names a false winner no more often.
 */
export const offeredSeedCounts = [7, 10, 15, 20, 25] as const;

/** Fewer seeds claim nothing. */
export const minSeedsToClaim = offeredSeedCounts[0];

/** For a first look and for a demonstration; they claim nothing. */
export const demoSeedCounts = [1, 3] as const;

/** The count offered next after `seeds`; null from the last on. */
export function nextSeedCount(seeds: number): number | null {
  return offeredSeedCounts.find((count) => count > seeds) ?? null;
}
