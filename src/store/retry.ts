import { horizonOf } from '../experiment/length.ts';
import type { Retry, Symptoms } from '../race/retry.ts';
import { retryOf } from '../race/retry.ts';
import { laneHealth } from './health.ts';
import { laneIssue } from './lane-issue.ts';
import type { Raced } from './rounds.ts';
import { latestRace, ranLanes } from './rounds.ts';
import type { LaneSeries } from './series.ts';

/** What a lane with an issue is tried with next; null where there is none. The same object while that is so. */
export function laneRetry(run: Raced, lane: number): Retry | null {
  const issue = laneIssue(run, lane);
  const latest = latestRace(run, lane);
  const series = latest?.round.series[latest.position];
  const spec = latest && ranLanes(run.spec, latest.round.round)[latest.position];
  if (issue === null || !series || !spec) return null;
  const found = known.get(issue);
  if (found !== undefined) return found;
  const retry = retryOf(issue, spec, horizonOf(run.spec), symptomsOf(run, lane, series));
  known.set(issue, retry);
  return retry;
}
const known = new WeakMap<object, Retry>();

function symptomsOf(run: Raced, lane: number, series: LaneSeries): Symptoms {
  const health = laneHealth(run, lane);
  const first = health?.steps.findIndex((_, i) => health.row('updateRatio', i).some((ratio) => ratio > 0));
  const rows = health && first !== undefined && first !== -1 ? { health, first } : null;
  return {
    loss: series.loss.values,
    firstUpdate: rows && {
      lr: series.lr.at(rows.health.steps[rows.first] ?? 0),
      weight: rows.health.row('weight', rows.first),
      updateRatio: rows.health.row('updateRatio', rows.first),
    },
  };
}
