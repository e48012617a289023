import type { HealthNote } from '../nn/health-words.ts';
import { healthNotes } from '../nn/health-words.ts';
import type { HealthSeries } from './health-series.ts';
import { seriesStore } from './series.ts';
import type { RunSlice } from './state.ts';

/** What was measured of a lane's layers, by its place in the run. */
export const laneHealth = (lane: number): HealthSeries | null => seriesStore.lanes[lane]?.health ?? null;

/** The layers that are measured: those that have parameters, from the input on. */
export const measuredLayers = ({ model }: Pick<RunSlice, 'model'>): readonly string[] =>
  (model?.layers ?? []).filter(({ parameters }) => parameters > 0).map(({ name }) => name);

/** What is wrong with a lane's layers so far, in words; nothing while all is well. */
export function laneNotes(run: Pick<RunSlice, 'model'>, lane: number): readonly HealthNote[] {
  const health = laneHealth(lane);
  if (health === null || health.steps.length === 0) return [];
  const last = health.steps.length - 1;
  return healthNotes(health.findings, {
    names: measuredLayers(run),
    gradient: health.row('gradient', last),
    updateRatio: health.row('updateRatio', last),
  });
}
