import { datasetKey } from '../data/catalog/info.ts';
import type { PreviousFact } from '../experiment/run-differences.ts';
import { runDifferences } from '../experiment/run-differences.ts';
import type { ExperimentSpec, LaneSpec } from '../experiment/schema.ts';
import type { RunRounds } from './rounds.ts';
import { latestRace } from './rounds.ts';
import type { LaneSeries } from './series.ts';
import { standingsNow } from './standings.ts';
import type { AppState, PreviousRun, RunSlice } from './state.ts';

/**
 * What stays of a run on the charts once another begins: of a race the lane that was changed or taken out, else the one
 * that led, in the last race it took part in. Null where nothing was raced. A lane is known again by its style.
 */
export function previousOf(
  run: RunRounds & Pick<RunSlice, 'stepsPerEpoch'>,
  series: readonly LaneSeries[],
  next: ExperimentSpec,
  smoothing: number,
): PreviousRun | null {
  const { displaySpec: spec, stepsPerEpoch } = run;
  const changed = spec.lanes.findIndex((lane) => isChanged(lane, next));
  const leader = standingsNow(run, smoothing, series)[0]?.lane ?? 0;
  const shownLane = spec.lanes.length === 1 || changed === -1 ? leader : changed;
  const lane = spec.lanes[shownLane];
  const latest = latestRace(run, shownLane, series);
  const measured = latest?.entry.series;
  if (!lane || !measured || measured.steps === 0) return null;
  const raced = spec.lanes.length > 1;
  // of several seeds one curve stays, and is called by its own
  const seeds = spec.seeds > 1 ? { seeds: 1, seed: latest.round.seed } : {};
  return { series: measured, spec: { ...spec, ...seeds, lanes: [lane] }, stepsPerEpoch, raced };
}

function isChanged(lane: LaneSpec, next: ExperimentSpec): boolean {
  const now = next.lanes.find(({ styleIndex }) => styleIndex === lane.styleIndex);
  return !now || runDifferences({ ...next, lanes: [lane] }, { ...next, lanes: [now] }).length > 0;
}

/**
 * Whether the curves of two runs can be read on the same axes: the same held-out images, classes, loss
 * and target.
 */
function isComparable(run: ExperimentSpec, other: ExperimentSpec): boolean {
  const measure = ({ data, training }: ExperimentSpec): string =>
    JSON.stringify([
      datasetKey(data),
      data.classes,
      data.validation,
      training.labelSmoothing,
      training.target,
    ]);
  return measure(run) === measure(other);
}

let compared: { readonly of: PreviousRun; readonly beside: ExperimentSpec; readonly shown: boolean } | null =
  null;

/** The previous run where it can be compared with the current one; null otherwise: it is not drawn then. */
export function previousShown({ previous, run }: Pick<AppState, 'previous' | 'run'>): PreviousRun | null {
  if (previous === null) return null;
  if (compared?.of !== previous || compared.beside !== run.displaySpec) {
    compared = { of: previous, beside: run.displaySpec, shown: isComparable(previous.spec, run.displaySpec) };
  }
  return compared.shown ? previous : null;
}

let cached: {
  readonly of: PreviousRun;
  readonly beside: ExperimentSpec;
  readonly fact: PreviousFact;
} | null = null;

/** How the previous run differs from the current one, the same object while that is so; null where none is drawn. */
export function previousFact(state: Pick<AppState, 'previous' | 'run'>): PreviousFact | null {
  const previous = previousShown(state);
  const { displaySpec: spec } = state.run;
  if (previous === null) return null;
  if (cached?.of !== previous || cached.beside !== spec) {
    cached = { of: previous, beside: spec, fact: factOf(previous, spec) };
  }
  return cached.fact;
}

function factOf({ spec, raced }: PreviousRun, now: ExperimentSpec): PreviousFact {
  const [lane] = spec.lanes;
  if (!lane || (!raced && now.lanes.length === 1))
    return { lane: null, differences: runDifferences(spec, now), isRemoved: false };
  const remaining = now.lanes.filter(({ styleIndex }) => styleIndex === lane.styleIndex);
  if (remaining.length > 0) {
    const others = runDifferences(spec, { ...now, lanes: remaining });
    // a lane that is called as its optimizer says that by its name
    const differences = others.filter((fact) => fact.id !== 'optimizer' || fact.name !== lane.name);
    return { lane: lane.name, differences, isRemoved: false };
  }
  const shared = runDifferences({ ...spec, lanes: [] }, { ...now, lanes: [] });
  return { lane: lane.name, differences: shared, isRemoved: true };
}
