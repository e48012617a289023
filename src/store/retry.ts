import { totalStepsOf } from '../experiment/length.ts';
import type { Retry, Symptoms } from '../race/retry.ts';
import { laneRetried, retryOf } from '../race/retry.ts';
import { useApp } from './app.ts';
import { laneIssue } from './lane-issue.ts';
import { laneLayerStatistics } from './layer-statistics.ts';
import type { RunRounds } from './rounds.ts';
import { latestRace, shownSpec } from './rounds.ts';
import type { LaneSeries } from './series.ts';
import { trainExperiment } from './transport.ts';

/** What a lane with an issue is tried with next; null where there is none. The same object while that is so. */
export function laneRetry(run: RunRounds, lane: number): Retry | null {
  const issue = laneIssue(run, lane);
  const latest = latestRace(run, lane);
  if (issue === null || latest === null) return null;
  const { series } = latest.entry;
  const spec = shownSpec(run, latest.entry);
  const cached = cache.get(issue);
  if (cached !== undefined) return cached;
  const retry = retryOf(issue, spec, totalStepsOf(run.displaySpec), symptomsOf(run, lane, series));
  cache.set(issue, retry);
  return retry;
}
const cache = new WeakMap<object, Retry>();

function symptomsOf(run: RunRounds, lane: number, series: LaneSeries): Symptoms {
  const layerStatistics = laneLayerStatistics(run, lane);
  const first = layerStatistics?.steps.findIndex((_, i) =>
    layerStatistics.row('updateRatio', i).some((ratio) => ratio > 0),
  );
  const rows = layerStatistics && first !== undefined && first !== -1 ? { layerStatistics, first } : null;
  return {
    loss: series.loss.values,
    firstUpdate: rows && {
      lr: series.lr.at(rows.layerStatistics.steps[rows.first] ?? 0),
      weight: rows.layerStatistics.row('weight', rows.first),
      updateRatio: rows.layerStatistics.row('updateRatio', rows.first),
    },
  };
}

/** Trains a lane with an issue from the start with what is likely to mend it, and none of the events that set the same. */
export function retryLane(lane: number): void {
  const { spec, run } = useApp.getState();
  const retry = laneRetry(run, lane);
  if (retry === null) return;
  const lanes = spec.lanes.map((l, i) => (i === lane ? laneRetried(l, retry) : l));
  trainExperiment({ ...spec, lanes });
}
