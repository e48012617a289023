import type { DiagnosticNote } from '../nn/diagnostics/diagnostic-notes.ts';
import { diagnosticNotes } from '../nn/diagnostics/diagnostic-notes.ts';
import type { LayerStatisticsSeries } from './layer-statistics-series.ts';
import type { RunRounds } from './rounds.ts';
import { laneSeries } from './rounds.ts';
import type { RunSlice } from './state.ts';

/** What was measured of the layers of a lane of the spec in its latest race; null where it has not raced. */
export const laneLayerStatistics = (run: RunRounds, lane: number): LayerStatisticsSeries | null =>
  laneSeries(run, lane)?.layerStatistics ?? null;

/** The layers that are measured: those that have parameters, from the input on. */
export const measuredLayers = ({ model }: Pick<RunSlice, 'model'>): readonly string[] =>
  (model?.layers ?? []).filter(({ parameters }) => parameters > 0).map(({ name }) => name);

/** What is wrong with a lane's layers so far; empty while all is well. */
export function laneNotes(run: RunRounds & Pick<RunSlice, 'model'>, lane: number): readonly DiagnosticNote[] {
  const layerStatistics = laneLayerStatistics(run, lane);
  if (layerStatistics === null || layerStatistics.steps.length === 0) return [];
  const last = layerStatistics.steps.length - 1;
  return diagnosticNotes(layerStatistics.findings, {
    names: measuredLayers(run),
    gradient: layerStatistics.row('gradient', last),
    updateRatio: layerStatistics.row('updateRatio', last),
  });
}

/** Lanes whose layers there is something to say of, in order. */
export const notedLanes = (run: RunRounds & Pick<RunSlice, 'model'>): readonly number[] =>
  run.displaySpec.lanes.flatMap((_, lane) => (laneNotes(run, lane).length > 0 ? [lane] : []));

/** Whose layers are shown at first: the leader's, unless another lane alone has notes. */
export function laneToOpen(run: RunRounds & Pick<RunSlice, 'model'>, leader: number): number {
  const noted = notedLanes(run);
  return noted.includes(leader) ? leader : (noted[0] ?? leader);
}
