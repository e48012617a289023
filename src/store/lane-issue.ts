import { datasetOf } from '../data/index.ts';
import { totalStepsOf } from '../experiment/length.ts';
import type { LaneSpec } from '../experiment/schema.ts';
import { issueText } from '../race/issue-words.ts';
import type { LaneIssue } from '../race/lane-issue.ts';
import { divergedIssue, idleIssue } from '../race/lane-issue.ts';
import type { Idle } from '../race/learning.ts';
import { feed, isAtRest, LearningWatch, learningTerms } from '../race/learning.ts';
import type { Divergence } from '../race/outcome.ts';
import type { Raced } from './rounds.ts';
import { effectiveLanes, latestRace } from './rounds.ts';
import type { LaneSeries } from './series.ts';

/** What a lane's series has been found to show so far. */
interface Known {
  readonly watch: LearningWatch;
  /** Evaluations the watch has had. */
  had: number;
  /** Of what `issue` was made. */
  of: readonly [Divergence | Idle | null, LaneSpec] | null;
  issue: LaneIssue | null;
}
const known = new WeakMap<LaneSeries, Known>();

/**
 * What is wrong with a lane of the spec in its latest race, the same object while that is so; null where all is well or
 * it has not raced. The numbers are those of its series, so that a result out of a file is judged alike.
 */
export function laneIssue(run: Raced, lane: number): LaneIssue | null {
  const latest = latestRace(run, lane);
  if (latest === null) return null;
  const { round, position } = latest;
  const [series, state] = [round.series[position], round.lanes[position]];
  const spec = effectiveLanes(run.displaySpec, round.round)[position];
  if (!series || !state || !spec) return null;
  const totalSteps = totalStepsOf(run.displaySpec);
  const found = knownOf(run, series, spec, totalSteps);
  found.had = feed(found.watch, series.loss.values, series.evaluations, found.had);
  const shown = state.divergence ?? found.watch.idle(isAtRest(state.state));
  if (found.of?.[0] === shown && found.of[1].events === spec.events) return found.issue;
  found.of = [shown, spec];
  found.issue = issueOf(shown, series, spec, totalSteps);
  return found.issue;
}

function knownOf(run: Raced, series: LaneSeries, spec: LaneSpec, totalSteps: number | null): Known {
  const before = known.get(series);
  if (before) return before;
  const classes = datasetOf(run.displaySpec.data)?.classCount ?? 0;
  const watch = new LearningWatch(learningTerms(run.displaySpec, spec, classes, totalSteps));
  const fresh: Known = { watch, had: 0, of: null, issue: null };
  known.set(series, fresh);
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

/** The same in a sentence; null where all is well. */
export function laneIssueText(run: Raced, lane: number): string | null {
  const issue = laneIssue(run, lane);
  const spec = run.displaySpec.lanes[lane];
  if (issue === null || spec === undefined) return null;
  return issueText(issue, spec, datasetOf(run.displaySpec.data)?.classCount ?? 0);
}
