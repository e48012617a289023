import { Rng } from '../src/core/rng.ts';
import type { Decision } from '../src/race/decision.ts';
import { comparisonsOf, decide, lookRules, stepScoring } from '../src/race/decision.ts';

/** One kind of race. */
export interface Cell {
  readonly lanes: number;
  /** How many times as many steps as the first lane all others need; 1 where all are equal. */
  readonly slower: number;
  /** Steps from one evaluation to the next, as a share of the first lane's median. */
  readonly every: number;
  /** Share of all results without the target. */
  readonly missing: number;
  /** Cut off by a common length of the race, or at random whatever the speed. */
  readonly cause: 'length' | 'chance';
}

/** Shares of the races of a cell. */
export interface Rates {
  readonly races: number;
  /** Some lane was named winner, at whichever look. */
  readonly winner: number;
  /** Some pair claimed a difference, at whichever look. */
  readonly pair: number;
  /** The first lane was named winner by this look. */
  readonly detectionRates: readonly number[];
}

export interface RatesOptions {
  readonly races: number;
  readonly seed: number;
}

const laneCounts = [2, 4, 8] as const;
const intervals = [0.02, 0.1, 0.25];
const shares = [0, 0.25, 0.5];
/** Seeds at each look. @public */
export const looks = lookRules.map((rule) => rule.seeds);
/** What is to be found. @public */
export const speedUp = 1.25;

/** Steps vary by a factor of e^±0.2 from seed to seed; half of that variance a seed has for all lanes. */
const noise = 0.2;
const laneNoise = noise * Math.sqrt(0.5);
const median = 1000;
const seeds = Math.max(...lookRules.map((rule) => rule.seeds));

/** All cells of the table; those whose misses have nothing to do with speed at one interval. */
export function allCells(slower: number): readonly Cell[] {
  return laneCounts.flatMap((lanes) => [
    ...intervals.flatMap((every) =>
      shares.map((missing): Cell => ({ lanes, slower, every, missing, cause: 'length' })),
    ),
    ...shares
      .filter((missing) => missing > 0)
      .map((missing): Cell => ({ lanes, slower, every: 0.1, missing, cause: 'chance' })),
  ]);
}

/** Races a cell so often, and has each judged by the product's own decision over all looks. */
export function measureRates(cell: Cell, { races, seed }: RatesOptions): Rates {
  const rng = Rng.of(seed, 'verdict', JSON.stringify(cell));
  const times = drawTimes(cell, races, rng);
  const length = cell.cause === 'length' ? lengthOf(times, cell.missing) : Number.POSITIVE_INFINITY;
  const detectionRates = lookRules.map(() => 0);
  let winners = 0;
  let pairs = 0;
  for (let race = 0; race < races; race++) {
    const costs = costsOf(cell, times, race, length, rng);
    const decision = decide(costs, stepScoring);
    const look = decision.looks.findIndex(({ outcome }) => outcome === 'decided');
    if (look !== -1) winners++;
    if (decision.looks[look]?.lane === 0) {
      for (let i = look; i < detectionRates.length; i++)
        detectionRates[i] = (detectionRates[i] as number) + 1;
    }
    if (claimsAtSomeLook(costs, decision)) pairs++;
  }
  return {
    races,
    winner: winners / races,
    pair: pairs / races,
    detectionRates: detectionRates.map((count) => count / races),
  };
}

/** Steps each lane needs at each seed of each race, log-normal about its median. */
function drawTimes({ lanes, slower }: Cell, races: number, rng: Rng): Float64Array {
  const times = new Float64Array(races * lanes * seeds);
  for (let race = 0; race < races; race++) {
    for (let seed = 0; seed < seeds; seed++) {
      const shared = laneNoise * normal(rng);
      for (let lane = 0; lane < lanes; lane++) {
        const middle = lane === 0 ? median : slower * median;
        times[(race * lanes + lane) * seeds + seed] = middle * Math.exp(shared + laneNoise * normal(rng));
      }
    }
  }
  return times;
}

/** Box and Muller, the cosine alone. */
function normal(rng: Rng): number {
  return Math.sqrt(-2 * Math.log(1 - rng.uniform())) * Math.cos(2 * Math.PI * rng.uniform());
}

/** The length of the race that so large a share of all does not make. */
function lengthOf(times: Float64Array, missing: number): number {
  if (missing === 0) return Number.POSITIVE_INFINITY;
  const sorted = times.toSorted();
  return Math.round(sorted[Math.floor((1 - missing) * sorted.length)] as number);
}

/** The steps a race records: the first evaluation at or after, the last of them at its end. */
function costsOf(
  { lanes, every, missing, cause }: Cell,
  times: Float64Array,
  race: number,
  length: number,
  rng: Rng,
): readonly (readonly number[])[] {
  const interval = every * median;
  return Array.from({ length: lanes }, (_, lane) =>
    Array.from({ length: seeds }, (_, seed) => {
      const time = times[(race * lanes + lane) * seeds + seed] as number;
      const isMissed = cause === 'chance' ? rng.uniform() < missing : time > length;
      return isMissed ? Number.POSITIVE_INFINITY : Math.min(length, Math.ceil(time / interval) * interval);
    }),
  );
}

/** A claim that later seeds take back was made all the same. */
function claimsAtSomeLook(costs: readonly (readonly number[])[], { pairs }: Decision): boolean {
  if (pairs.some(({ claim }) => claim !== null)) return true;
  const comparisons = comparisonsOf(costs.length);
  return lookRules.some(({ seeds: at, alpha }, look) => {
    const mayClaim = pairs.some(({ tests }) => (tests[look]?.p ?? 1) <= alpha / comparisons);
    const soFar = () =>
      decide(
        costs.map((of) => of.slice(0, at)),
        stepScoring,
      );
    return mayClaim && soFar().pairs.some(({ claim }) => claim !== null);
  });
}

/** The standard error of a share of so many races. */
export const standardError = (share: number, races: number): number =>
  Math.sqrt((share * (1 - share)) / races);
