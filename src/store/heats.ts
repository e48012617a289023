import type { ExperimentSpec, LaneSpec } from '../experiment/schema.ts';
import type { HeatReport } from '../protocol/messages.ts';
import type { Heat, Phase } from '../race/plan.ts';
import { emptyLane } from './app.ts';
import type { LaneSeries } from './series.ts';
import { seriesStore } from './series.ts';
import type { HeatRun, LaneRun, RunSlice } from './state.ts';

/** What of a run is needed to know its heats; the numbers of the one under way are those of `seriesStore`. */
export type Raced = Pick<
  RunSlice,
  'spec' | 'exact' | 'order' | 'lanes' | 'heat' | 'heatEnd' | 'heats' | 'wallMs'
>;

/** True once a step was taken, or a heat is over. */
export const hasBegun = ({ step, heats }: Pick<RunSlice, 'step' | 'heats'>): boolean =>
  step > 0 || heats.length > 0;

/** Whether lanes are raced at several seeds, so that the end brings a verdict over them. */
export const isRaceOfSeeds = ({ lanes, repeats }: Pick<ExperimentSpec, 'lanes' | 'repeats'>): boolean =>
  lanes.length > 1 && repeats > 1;

/** A lane as it runs in a heat: at the learning rate tried, or chosen for it. */
export function laneAtRate(lane: LaneSpec, lr: number | undefined): LaneSpec {
  return lr === undefined ? lane : { ...lane, optimizer: { ...lane.optimizer, lr } };
}

/** The lanes of a heat as they run, in its order. */
export function ranLanes(spec: ExperimentSpec, { lanes }: Heat): LaneSpec[] {
  return lanes.flatMap(({ lane, lr }) => {
    const found = spec.lanes[lane];
    return found ? [laneAtRate(found, lr)] : [];
  });
}

/** What the worker will tell of a run that is opened: until then, all lanes at its first seed. */
function expected({ lanes, seed }: ExperimentSpec): HeatReport {
  return { index: 0, heat: { phase: 'race', seed, lanes: lanes.map((_, lane) => ({ lane })), steps: 0 } };
}

/** The heat under way, or the last one. */
export function heatNow(run: Raced, series: readonly LaneSeries[] = seriesStore.lanes): HeatRun {
  const report = run.heat ?? expected(run.spec);
  const { lanes, heatEnd, wallMs } = run;
  const now = { ...report, ran: ranLanes(run.exact, report.heat), lanes, series, end: heatEnd };
  return wallMs === null ? now : { ...now, wallMs };
}

/** All heats of a phase that have begun, in order. */
export function heatsOf(
  run: Raced,
  phase: Phase,
  series: readonly LaneSeries[] = seriesStore.lanes,
): readonly HeatRun[] {
  const now = heatNow(run, series);
  return [...run.heats, now].filter(({ heat }) => heat.phase === phase);
}

/** What is trained now. */
export const phaseNow = ({ heat }: Pick<RunSlice, 'heat'>): Phase => heat?.heat.phase ?? 'race';

/** The heat the charts show: the one under way; while lanes are timed alone, the last race. */
export function shownHeat(run: Raced, series: readonly LaneSeries[] = seriesStore.lanes): HeatRun {
  const now = heatNow(run, series);
  if (now.heat.phase !== 'timing') return now;
  return run.heats.findLast(({ heat }) => heat.phase === 'race') ?? now;
}

/** Steps taken in the heat that the charts show: lanes that are timed alone begin at 0 again, and the race stays in view. */
export function stepsShown(run: Raced & Pick<RunSlice, 'step'>): number {
  if (phaseNow(run) !== 'timing') return run.step;
  return Math.max(0, ...shownHeat(run).series.map(({ steps }) => steps));
}

export const positionOf = ({ heat }: HeatReport, lane: number): number =>
  heat.lanes.findIndex((entry) => entry.lane === lane);

/** The latest race of a lane, index into the spec's lanes; null where it has not raced. */
export function latestRace(
  run: Raced,
  lane: number,
  series: readonly LaneSeries[] = seriesStore.lanes,
): { readonly heat: HeatRun; readonly position: number } | null {
  const heat = heatsOf(run, 'race', series).findLast((of) => positionOf(of, lane) !== -1);
  return heat ? { heat, position: positionOf(heat, lane) } : null;
}

const droppedLane: LaneRun = { ...emptyLane, state: 'stopped' };

/** How a lane of the spec stands in the latest race it took part in; as before the first step while there is none. */
export function laneRun(run: Raced, lane: number): LaneRun {
  const latest = latestRace(run, lane);
  const found = latest?.heat.lanes[latest.position];
  return found ?? (isDropped(run, lane) ? droppedLane : emptyLane);
}

/** Whether a hand has stopped a lane of the spec: it takes part in nothing that is to come. */
export function isDropped(run: Raced, lane: number): boolean {
  return [...run.heats, heatNow(run)].some(({ heat, lanes }) =>
    heat.lanes.some((entry, position) => entry.lane === lane && lanes[position]?.state === 'stopped'),
  );
}

/** What was measured of a lane of the spec in the latest race it took part in. */
export function laneSeries(run: Raced, lane: number): LaneSeries | null {
  const latest = latestRace(run, lane);
  return latest?.heat.series[latest.position] ?? null;
}

/** True where nothing of the run is being trained or waits to be. */
export const isOver = ({ state }: Pick<RunSlice, 'state'>): boolean =>
  state === 'finished' || state === 'failed';

/** Whether a lane of a heat that is over was cut off by a hand, be it with its target reached. */
export function wasCut({ heat, series }: HeatRun, position: number): boolean {
  const lane = series[position];
  return (
    Number.isFinite(heat.steps) && lane !== undefined && lane.divergence === null && lane.steps < heat.steps
  );
}

/** The races that have ended, for lines over seeds: with the one under way once it is over. */
export function racesOver(run: Raced & Pick<RunSlice, 'state'>): readonly HeatRun[] {
  const races = heatsOf(run, 'race');
  return isOver(run) || phaseNow(run) !== 'race' ? races : races.slice(0, -1);
}
