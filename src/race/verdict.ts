import { median } from '../core/median.ts';
import type { LaneSpec } from '../spec/schema.ts';
import { seedsForInterval } from './bands.ts';
import { leftOutOf } from './left-out.ts';
import type { SeedRun, Target } from './outcome.ts';
import { isDecided, stepsToTarget } from './outcome.ts';
import type { Pair, Racer } from './pair.ts';
import { comparePair } from './pair.ts';
import type { Unlike } from './unlike.ts';
import { unlikeLanes } from './unlike.ts';
import { listText } from './words.ts';

export interface VerdictLane {
  readonly name: string;
  readonly runs: readonly SeedRun[];
}

/** How the race was run, for the badges beside its verdict. */
export interface RaceTerms {
  readonly target: Target | null;
  /** What was searched beforehand; null for a quick race. */
  readonly tuning: {
    /** Learning rates tried, by lane. */
    readonly points: readonly number[];
    /** Lanes whose best lies at the grid's edge. */
    readonly atEdge: readonly number[];
  } | null;
  /** The lanes as they were raced, with the moves of hands, in their order: what all must have alike. */
  readonly specs: readonly LaneSpec[];
}

export type VerdictKind =
  | 'winner' // the leader was faster than every other lane, each interval leaving 1 out
  | 'tie' // it was not
  | 'few seeds' // fewer than five
  | 'one seed'
  | 'nobody' // no lane reached the target in any seed
  | 'no target'
  | 'one lane'
  | 'undecided'; // no seed yet that every lane has come to the end of

export interface Badge {
  readonly id: 'untuned' | 'tuned' | 'unequal' | 'edge' | 'paired' | Unlike['id'];
  readonly text: string;
  /** What it means, in a sentence. */
  readonly help: string;
  readonly tone: 'neutral' | 'good' | 'warning';
}

/** Plain data, as the result file keeps it. */
export interface Verdict {
  readonly kind: VerdictKind;
  readonly text: string;
  /** Seeds that every lane compared has come to the end of. */
  readonly n: number;
  /** The lane with the smallest median of steps; no claim in itself. Null where nothing was compared. */
  readonly leader: number | null;
  /** The leader against each other lane, the next in the order of medians first. */
  readonly pairs: readonly Pair[];
  /** Lanes stopped by hand while the others went on, or before the target in every seed: not compared. */
  readonly leftOut: readonly number[];
  readonly badges: readonly Badge[];
}

/**
 * What a race shows. The score is the median of steps to target over the seeds that every lane has come to the end of;
 * a seed that all were stopped in shows nothing and is left out; so is a lane that was dropped while others went on. The leader, picked by
 * the data, is compared with each other lane; no allowance is made for how many comparisons that is. Steps are known to
 * the cadence of evaluation and no finer, so that small differences show as ties.
 */
export function raceVerdict(lanes: readonly VerdictLane[], terms: RaceTerms): Verdict {
  const nothing = { n: 0, leader: null, pairs: [], leftOut: [] };
  const { target } = terms;
  const { racers, leftOut } = racersOf(lanes);
  const badges = badgesOf(lanes, terms, leftOut);
  if (lanes.length < 2) {
    return { ...nothing, badges, kind: 'one lane', text: 'One lane is a run, not a race; add a lane' };
  }
  if (target === null) {
    const text = 'No target was set, so there is nothing to score; set one before the race';
    return { ...nothing, badges, kind: 'no target', text };
  }
  const n = racers[0]?.steps.length ?? 0;
  if (n === 0 || racers.length < 2) {
    return { ...nothing, leftOut, badges, kind: 'undecided', text: undecidedText(racers) };
  }
  const [leader, ...others] = byMedian(racers);
  const pairs = leader === undefined ? [] : others.map((other) => comparePair(leader, other, target));
  const paired: Badge[] = n > 1 ? [pairedBadge(n)] : [];
  return {
    ...conclude(pairs),
    n,
    leader: leader?.lane ?? null,
    pairs,
    leftOut,
    badges: [...badges, ...paired],
  };
}

function racersOf(lanes: readonly VerdictLane[]): { racers: Racer[]; leftOut: number[] } {
  const decided = lanes.map(({ runs }) => new Map(runs.filter(isDecided).map((run) => [run.seed, run])));
  const leftOut = leftOutOf(lanes);
  const compared = lanes.map((_, i) => i).filter((i) => !leftOut.includes(i));
  const [first] = compared;
  const seeds = first === undefined ? [] : [...(decided[first]?.keys() ?? [])];
  const common = seeds.filter((seed) => compared.every((i) => decided[i]?.has(seed)));
  const racers = compared.map((lane): Racer => {
    const runs = common.flatMap((seed) => decided[lane]?.get(seed) ?? []);
    return {
      lane,
      name: lanes[lane]?.name ?? '',
      steps: runs.map(stepsToTarget),
      diverged: runs.filter((run) => run.state === 'diverged' && run.targetStep === null).length,
    };
  });
  return { racers, leftOut };
}

function undecidedText(racers: readonly Racer[]): string {
  if (racers.length >= 2) return 'No seed has been raced to its end yet';
  const [left] = racers;
  const who = left === undefined ? 'Every lane' : `Every lane but ${left.name}`;
  return `${who} was stopped by hand, so there is nothing to compare`;
}

/** By median of steps; where those are equal by how many seeds finished, then in the order of the lanes. */
function byMedian(racers: readonly Racer[]): Racer[] {
  const key = ({ steps }: Racer) => ({
    steps: median(steps),
    finished: steps.filter(Number.isFinite).length,
  });
  return racers.toSorted((a, b) => {
    const [x, y] = [key(a), key(b)];
    return x.steps === y.steps ? y.finished - x.finished : x.steps - y.steps;
  });
}

/** The next in order decides: who is not clearly ahead of it has not won. */
function conclude(pairs: readonly Pair[]): { kind: VerdictKind; text: string } {
  const [nearest] = pairs;
  if (nearest === undefined) return { kind: 'undecided', text: '' };
  if (nearest.kind === 'one seed' || nearest.kind === 'few seeds') {
    return { kind: nearest.kind, text: nearest.text };
  }
  if (pairs.every(({ kind }) => kind === 'nobody')) return { kind: 'nobody', text: nearest.text };
  const open = pairs.find(({ kind }) => kind !== 'ahead');
  return open ? { kind: 'tie', text: open.text } : { kind: 'winner', text: nearest.text };
}

/** Of the lanes compared: one that was dropped on the way makes the others no less fair. */
function badgesOf(
  lanes: readonly VerdictLane[],
  { tuning, specs }: RaceTerms,
  leftOut: readonly number[],
): Badge[] {
  const isCompared = (lane: number): boolean => !leftOut.includes(lane);
  const compared = specs.filter((_, lane) => isCompared(lane));
  const unlike = unlikeLanes(compared).map(({ id, text }): Badge => {
    return { id, text: unlikeText[id], help: text, tone: 'warning' };
  });
  if (tuning === null) {
    const help = 'No learning rate was searched for: a fair race may end otherwise.';
    return [{ id: 'untuned', text: 'untuned', help, tone: 'warning' }, ...unlike];
  }
  const points = tuning.points.filter((_, lane) => isCompared(lane));
  const atEdge = tuning.atEdge.filter(isCompared).flatMap((lane) => lanes[lane]?.name ?? []);
  return [tunedBadge(points), ...(atEdge.length === 0 ? [] : [edgeBadge(atEdge)]), ...unlike];
}

const unlikeText = { schedules: 'schedules differ', regularisation: 'regularisation differs' } as const;

function tunedBadge(points: readonly number[]): Badge {
  const [first = 0] = points;
  if (points.every((count) => count === first)) {
    const help = `Each lane tried ${first} learning rates at the race’s own length, on a seed that is not raced.`;
    return { id: 'tuned', text: `tuned, ${first} a lane`, help, tone: 'good' };
  }
  const help = `The lanes tried ${listText(points.map(String))} learning rates: finish the search before you compare.`;
  return { id: 'unequal', text: 'tuned unequally', help, tone: 'warning' };
}

function edgeBadge(names: readonly string[]): Badge {
  const help = `The best learning rate of ${listText(names)} is the last one tried: there may be a better one beyond.`;
  return { id: 'edge', text: 'best at the edge', help, tone: 'warning' };
}

function pairedBadge(n: number): Badge {
  const help = `Same initial weights and same batches for every lane at each of ${n} seeds${n < seedsForInterval ? `; ${seedsForInterval} or more are needed to claim` : ''}.`;
  return { id: 'paired', text: 'paired seeds', help, tone: 'good' };
}
