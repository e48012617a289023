import { totalStepsOf } from '../experiment/length.ts';
import type { LaneSpec } from '../experiment/schema.ts';
import type { SeedRun } from '../race/outcome.ts';
import { validationOf } from '../race/outcome.ts';
import { isTried } from '../race/sweep.ts';
import type { Verdict } from '../race/verdict.ts';
import { raceVerdict } from '../race/verdict.ts';
import type { RunRounds } from './rounds.ts';
import { seriesStore } from './series.ts';
import { lanesOf } from './standings.ts';
import { choicesNow } from './tuning.ts';

let cachedVerdict: {
  readonly key: string;
  readonly specs: readonly LaneSpec[];
  readonly verdict: Verdict;
} | null = null;

/** What the race shows so far; the same object until a seed more has ended, or something else that it depends on. */
export function verdictNow(run: RunRounds): Verdict {
  const { target, evalEvery } = run.displaySpec.training;
  const lanes = lanesOf(run, seriesStore.lanes);
  const tuning = tuningTerms(run);
  const specs = run.replaySpec.lanes;
  const totalSteps = totalStepsOf(run.displaySpec);
  const seeds = lanes.map(({ runs }) => runs.map(seedKey));
  const key = JSON.stringify([target, evalEvery, tuning, totalSteps, seeds]);
  if (cachedVerdict?.key === key && cachedVerdict.specs === specs) return cachedVerdict.verdict;
  const verdict = raceVerdict(lanes, { target, evalEvery, tuning, specs, totalSteps });
  cachedVerdict = { key, specs, verdict };
  return verdict;
}

/** What of a seed a verdict depends on: how it ended, and then how far it came and at what. */
function seedKey({ seed, state, targetStep, evaluations }: SeedRun): readonly unknown[] {
  const isUnderWay = state === 'ready' || state === 'running';
  const end = isUnderWay ? [] : [evaluations.length, validationOf(evaluations).at(-1)?.accuracy];
  return [seed, state, targetStep, ...end];
}

/**
 * What each lane was tuned at, in this race and before it. A quick race searches nothing: it has terms only where lanes
 * were searched unequally before.
 */
function tuningTerms(run: RunRounds) {
  const before = run.displaySpec.lanes.map(({ tried = 0 }) => tried);
  if (run.displaySpec.race.mode !== 'fair') {
    return before.every((count) => count === before[0]) ? null : { points: before, atEdge: [] };
  }
  const choices = choicesNow(run);
  return {
    points: choices.map(
      ({ lane, sensitivity }) => sensitivity.points.filter(isTried).length + (before[lane] ?? 0),
    ),
    atEdge: choices.flatMap(({ lane, warning }) => (warning === null ? [] : [lane])),
  };
}
