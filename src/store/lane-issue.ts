import { datasetOf } from '../data/catalog/index.ts';
import { totalStepsOf } from '../experiment/length.ts';
import type { LaneSpec } from '../experiment/schema.ts';
import type { LaneIssue } from '../race/lane-issue.ts';
import { divergedIssue, idleIssue } from '../race/lane-issue.ts';
import type { Idle } from '../race/learning.ts';
import { feed, isAtRest, LearningWatch, learningTerms } from '../race/learning.ts';
import type { Divergence } from '../race/outcome.ts';
import type { RunRounds } from './rounds.ts';
import { latestRace, shownSpec } from './rounds.ts';
import type { LaneSeries } from './series.ts';

/** What a lane's series has been found to show so far. */
interface CacheEntry {
  readonly watch: LearningWatch;
  /** Evaluations the watch has had. */
  had: number;
  /** Of what `issue` was made. */
  of: readonly [Divergence | Idle | null, LaneSpec] | null;
  issue: LaneIssue | null;
}
const cache = new WeakMap<LaneSeries, CacheEntry>();

/**
 * What is wrong with a lane of the spec in its latest race, the same object while that is so; null where all is well or
 * it has not raced. The numbers are those of its series, so that a result out of a file is judged alike.
 */
export function laneIssue(run: RunRounds, lane: number): LaneIssue | null {
  const latest = latestRace(run, lane);
  if (latest === null) return null;
  const { run: state, series } = latest.entry;
  const spec = shownSpec(run, latest.entry);
  const totalSteps = totalStepsOf(run.displaySpec);
  const cached = cachedOf(run, series, spec, totalSteps);
  cached.had = feed(cached.watch, series.loss.values, series.evaluations, cached.had);
  const shown = state.divergence ?? cached.watch.idle(isAtRest(state.state));
  if (cached.of?.[0] === shown && cached.of[1].events === spec.events) return cached.issue;
  cached.of = [shown, spec];
  cached.issue = issueOf(shown, series, spec, totalSteps);
  return cached.issue;
}

function cachedOf(run: RunRounds, series: LaneSeries, spec: LaneSpec, totalSteps: number | null): CacheEntry {
  const before = cache.get(series);
  if (before) return before;
  const classes = datasetOf(run.displaySpec.data)?.classCount ?? 0;
  const watch = new LearningWatch(learningTerms(run.displaySpec, spec, classes, totalSteps));
  const fresh: CacheEntry = { watch, had: 0, of: null, issue: null };
  cache.set(series, fresh);
  return fresh;
}

function issueOf(
  shown: Divergence | Idle | null,
  series: LaneSeries,
  spec: LaneSpec,
  totalSteps: number | null,
): LaneIssue | null {
  if (shown === null) return null;
  if ('reason' in shown) return divergedIssue(shown, series.loss.at(shown.step), spec, totalSteps);
  return idleIssue(shown, spec, totalSteps);
}
