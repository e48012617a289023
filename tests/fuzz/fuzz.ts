import { isDeepStrictEqual } from 'node:util';
import { DownhillError } from '../../src/core/errors.ts';
import { Random } from './random.ts';
import { readers } from './readers.ts';

export interface FuzzOptions {
  /** Inputs of one seed repeat. */
  readonly seed: number;
  /** Inputs for each reader. */
  readonly count: number;
  /** Names of readers; none for all. */
  readonly only?: readonly string[];
  /** No reader begins another input after this long. */
  readonly maxMs: number;
}

export interface FuzzCounts {
  readonly reader: string;
  readonly inputs: number;
  /** Read, and the same again once written. */
  readonly read: number;
  /** Refused with an error of ours. */
  readonly rejected: number;
  /** The longest that one input took, in ms; on a busy machine it says little. */
  readonly slowestMs: number;
  /** What must not happen, with the number of the input: `seed 1, input 7: RangeError …`. */
  readonly faults: readonly string[];
}

/** No message that a person should read is longer. */
const maxMessage = 2000;
/** What reading one input may leave in memory at most. */
const maxBytes = 256 * 2 ** 20;
const maxFaults = 10;

/**
 * Feeds mutated inputs to every reader. What comes out must be a value that is the same once it is written and read again,
 * or an error of ours with a message that can be read.
 */
export async function fuzz({ seed, count, only = [], maxMs }: FuzzOptions): Promise<readonly FuzzCounts[]> {
  const chosen = readers.filter(({ name }) => only.length === 0 || only.includes(name));
  const results: FuzzCounts[] = [];
  for (const { name, attempt } of chosen) {
    const startedAt = performance.now();
    const faults: string[] = [];
    let [inputs, read, rejected, slowestMs] = [0, 0, 0, 0];
    while (
      inputs < count &&
      performance.now() - startedAt < maxMs / chosen.length &&
      faults.length < maxFaults
    ) {
      const at = performance.now();
      const heap = process.memoryUsage().heapUsed;
      const outcome = await outcomeOf(() => attempt(new Random(inputSeed(seed, inputs))));
      slowestMs = Math.max(slowestMs, performance.now() - at);
      const grown = process.memoryUsage().heapUsed - heap;
      if (outcome === 'read') read++;
      else if (outcome === 'refused') rejected++;
      else faults.push(`seed ${seed}, input ${inputs}: ${outcome}`);
      if (grown > maxBytes)
        faults.push(`seed ${seed}, input ${inputs}: took ${Math.round(grown / 2 ** 20)} MiB`);
      inputs++;
    }
    results.push({ reader: name, inputs, read, rejected, slowestMs, faults });
  }
  return results;
}

/** Inputs are told apart by their number, whichever came before. */
const inputSeed = (seed: number, input: number): number =>
  Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(input + 1, 0x85ebca6b);

async function outcomeOf(attempt: () => Promise<{ once: unknown; again: unknown }>): Promise<string> {
  try {
    const { once, again } = await attempt();
    return isDeepStrictEqual(once, again) ? 'read' : 'was read, and is another once written and read again';
  } catch (error) {
    if (!(error instanceof DownhillError))
      return error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (error.message.length > maxMessage) return `has a message of ${error.message.length} letters`;
    return error.message === '' ? 'has an empty message' : 'refused';
  }
}
