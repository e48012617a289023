import type { SweepGrid } from './sweep.ts';
import { defaultGrid, learningRates } from './sweep.ts';

/** Lanes that train at once, at most. */
const lanesAtOnce = 8;

export type Phase =
  | 'lr-search' // a learning rate for each lane, at the tuning seed
  | 'race' // every lane together, one seed a round
  | 'timing'; // one lane alone, for its time

export interface RoundLane {
  /** Of the experiment's lane. */
  readonly laneId: string;
  /** In place of the lane's own learning rate. */
  readonly lr?: number;
}

/** What is trained at once: a seed, and its lanes on the same weights and batches. */
export interface Round {
  readonly phase: Phase;
  readonly seed: number;
  readonly lanes: readonly RoundLane[];
  /** Steps each of its lanes takes, warm-up included; Infinity in a run until stopped. */
  readonly steps: number;
}

/** Whether gradients and weights are measured layer by layer: nothing is that would lengthen tuning, or what is timed. */
export const measuresLayers = ({ phase }: Pick<Round, 'phase'>): boolean => phase === 'race';

export interface RacePlan {
  readonly mode: 'quick' | 'fair';
  /** The experiment's lanes, each with its own learning rate. */
  readonly lanes: readonly { readonly id: string; readonly lr: number }[];
  /** The first seed raced; the others follow it. */
  readonly seed: number;
  /** How many seeds. */
  readonly seeds: number;
  /** Of a fair race; never raced. */
  readonly tuningSeed: number;
  readonly grid?: SweepGrid;
  /** The race's length in steps, which is that of the tuning runs too. */
  readonly totalSteps: number;
  /** Each lane alone after the race: untimed steps, then timed ones. Null for none. */
  readonly timing?: { readonly warmup: number; readonly steps: number } | null;
  /** Ids of lanes stopped by hand: of what is still to run they are left out. */
  readonly stopped?: readonly string[];
}

/** Seeds are 32 bits, and go on from 0 after the last. */
const seedCount = 2 ** 32;

/**
 * The seeds that are raced: `seeds` of them from `seed` up. A fair race leaves out its tuning seed, so that no lane is
 * judged on what it was tuned on.
 */
export function raceSeeds({ mode, seed, seeds: count, tuningSeed }: RacePlan): readonly number[] {
  const seeds: number[] = [];
  for (let next = seed; seeds.length < count; next = (next + 1) % seedCount) {
    if (mode === 'quick' || next !== tuningSeed) seeds.push(next);
  }
  return seeds;
}

/**
 * All rounds of a race, in order. Tuning tries the middle of the grid first and then outwards, every lane at each point
 * before the next, so that lanes have had equal tries, to within one, whenever it is stopped. Its rounds are filled up to
 * eight, whichever lanes that takes: at one seed, weights and batches are the same for all.
 * @param chosen in the order of the lanes, once tuning is done; null or none leaves a lane its own learning rate
 * @throws RangeError for no lane, more than eight, no seed or no length
 */
export function planRounds(plan: RacePlan, chosen: readonly (number | null)[] = []): readonly Round[] {
  checkPlan(plan);
  const { lanes, totalSteps, timing } = plan;
  const seeds = raceSeeds(plan);
  const racing = lanes.map(({ id: laneId }, place): RoundLane => {
    const lr = plan.mode === 'fair' ? (chosen[place] ?? null) : null;
    return lr === null ? { laneId } : { laneId, lr };
  });
  const race = seeds.map((seed): Round => ({ phase: 'race', seed, lanes: racing, steps: totalSteps }));
  const alone = racing.map(
    (entry): Round => ({
      phase: 'timing',
      seed: plan.seed,
      lanes: [entry],
      steps: (timing?.warmup ?? 0) + (timing?.steps ?? 0),
    }),
  );
  const all = [...(plan.mode === 'fair' ? lrSearchRounds(plan) : []), ...race, ...(timing ? alone : [])];
  return all.flatMap((round) => withoutStopped(round, plan) ?? []);
}

/** A round without the lanes that were stopped by hand; null where that leaves none. */
function withoutStopped(round: Round, { stopped = [] }: RacePlan): Round | null {
  const lanes = round.lanes.filter(({ laneId }) => !stopped.includes(laneId));
  return lanes.length === 0 ? null : { ...round, lanes };
}

function lrSearchRounds({ lanes, tuningSeed, grid = defaultGrid, totalSteps }: RacePlan): Round[] {
  const rates = lanes.map(({ id, lr }) => ({ laneId: id, rates: learningRates(lr, grid) }));
  const tries = middleOut(grid.points).flatMap((point) =>
    rates.map((lane): RoundLane => ({ laneId: lane.laneId, lr: lane.rates[point] as number })),
  );
  const count = Math.ceil(tries.length / lanesAtOnce);
  return Array.from({ length: count }, (_, i) => ({
    phase: 'lr-search',
    seed: tuningSeed,
    lanes: tries.slice(i * lanesAtOnce, (i + 1) * lanesAtOnce),
    steps: totalSteps,
  }));
}

/** 0 to n − 1 from the middle out: 2, 1, 3, 0, 4. */
function middleOut(n: number): number[] {
  const middle = (n - 1) / 2;
  const distance = (i: number) => Math.abs(i - middle);
  return Array.from({ length: n }, (_, i) => i).sort((a, b) => distance(a) - distance(b) || a - b);
}

/**
 * The rounds still to run. A round counts as done whatever learning rates its race was run at; a tuning round counts only
 * for the learning rates it tried, those of lanes stopped since left aside. Taking a round out of `done` runs it again.
 */
export function remainingRounds(
  plan: RacePlan,
  done: readonly Round[],
  chosen: readonly (number | null)[] = [],
): readonly Round[] {
  const doneKeys = new Set(done.flatMap((round) => withoutStopped(round, plan) ?? []).map(roundKey));
  return planRounds(plan, chosen).filter((round) => !doneKeys.has(roundKey(round)));
}

/** What to train next, or null at the end. */
export function nextRound(
  plan: RacePlan,
  done: readonly Round[],
  chosen: readonly (number | null)[] = [],
): Round | null {
  return remainingRounds(plan, done, chosen)[0] ?? null;
}

/** Tells rounds apart within a plan. */
function roundKey({ phase, seed, lanes }: Pick<Round, 'phase' | 'seed' | 'lanes'>): string {
  const entries = lanes.map(({ laneId, lr }) => (phase === 'lr-search' ? `${laneId}@${lr}` : laneId));
  return `${phase} ${seed} ${entries.join(' ')}`;
}

export interface PlanProgress {
  /** Steps of lanes: a round of three lanes and 2000 steps has 6000. */
  readonly doneLaneSteps: number;
  readonly totalLaneSteps: number;
  readonly doneRounds: number;
  readonly totalRounds: number;
}

/** Steps of lanes, which share the GPU: a lane that diverges costs nothing from then on, so it is rather too much. */
export const laneSteps = ({ steps, lanes }: Pick<Round, 'steps' | 'lanes'>): number => steps * lanes.length;

/**
 * How far a race is.
 * @param stepInRound steps taken in the round under way
 */
export function planProgress(plan: RacePlan, done: readonly Round[], stepInRound: number): PlanProgress {
  const all = planRounds(plan);
  const remaining = remainingRounds(plan, done);
  const totalLaneSteps = all.reduce((sum, round) => sum + laneSteps(round), 0);
  const left = remaining.reduce((sum, round) => sum + laneSteps(round), 0);
  const [current] = remaining;
  const underWay = current ? Math.min(stepInRound, current.steps) * current.lanes.length : 0;
  const doneLaneSteps = totalLaneSteps - left + underWay;
  return {
    doneLaneSteps,
    totalLaneSteps,
    doneRounds: all.length - remaining.length,
    totalRounds: all.length,
  };
}

function checkPlan({ lanes, seeds, totalSteps }: RacePlan): void {
  if (lanes.length < 1 || lanes.length > lanesAtOnce) {
    throw new RangeError(`plan: needs 1 to ${lanesAtOnce} lanes, got ${lanes.length}`);
  }
  if (!(Number.isInteger(seeds) && seeds >= 1)) {
    throw new RangeError(`plan: needs one seed or more, got ${seeds}`);
  }
  if (!(Number.isInteger(totalSteps) && totalSteps >= 1)) {
    throw new RangeError(
      `plan: needs a length in steps, got ${totalSteps}; a race until stopped cannot be planned`,
    );
  }
}
