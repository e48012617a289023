import { otherSettings } from '../spec/run-words.ts';
import type { ExperimentSpec, LaneSpec } from '../spec/schema.ts';
import type { Raced } from './heats.ts';
import { latestRace } from './heats.ts';
import type { LaneSeries } from './series.ts';
import { standingsNow } from './standings.ts';
import type { AppState, PreviousRun, RunSlice } from './state.ts';

const same = 'same settings';

/**
 * What stays of a run on the charts once another begins: of a race the lane that was changed or taken out, else the one
 * that led, in the last race it took part in. Null where nothing was raced. A lane is known again by its look.
 */
export function previousOf(
  run: Raced & Pick<RunSlice, 'stepsPerEpoch'>,
  series: readonly LaneSeries[],
  next: ExperimentSpec,
  smoothing: number,
): PreviousRun | null {
  const { spec, stepsPerEpoch } = run;
  const changed = spec.lanes.findIndex((lane) => isChanged(lane, next));
  const leader = standingsNow(run, smoothing, series)[0]?.lane ?? 0;
  const kept = spec.lanes.length === 1 || changed === -1 ? leader : changed;
  const lane = spec.lanes[kept];
  const latest = latestRace(run, kept, series);
  const measured = latest?.heat.series[latest.position];
  if (!lane || !measured || measured.steps === 0) return null;
  const raced = spec.lanes.length > 1;
  return { series: measured, spec: { ...spec, lanes: [lane] }, stepsPerEpoch, raced };
}

function isChanged(lane: LaneSpec, next: ExperimentSpec): boolean {
  const now = next.lanes.find(({ look }) => look === lane.look);
  return !now || otherSettings({ ...next, lanes: [lane] }, { ...next, lanes: [now] }) !== same;
}

let known: { readonly of: PreviousRun; readonly beside: ExperimentSpec; readonly label: string } | null =
  null;

/**
 * What the previous run had otherwise than the one at hand: `lr 0.05`; or `same settings`; in a race after its name.
 * Null where there is none.
 */
export function previousLabel({ previous, run }: Pick<AppState, 'previous' | 'run'>): string | null {
  if (previous === null) return null;
  if (known?.of !== previous || known.beside !== run.spec) {
    known = { of: previous, beside: run.spec, label: labelOf(previous, run.spec) };
  }
  return known.label;
}

function labelOf({ spec, raced }: PreviousRun, now: ExperimentSpec): string {
  const [lane] = spec.lanes;
  if (!lane || (!raced && now.lanes.length === 1)) return otherSettings(spec, now);
  const still = now.lanes.filter(({ look }) => look === lane.look);
  if (still.length > 0) return `${lane.name}, ${otherSettings(spec, { ...now, lanes: still })}`;
  const shared = otherSettings({ ...spec, lanes: [] }, { ...now, lanes: [] });
  return `${lane.name}, ${shared === same ? 'taken out' : shared}`;
}
