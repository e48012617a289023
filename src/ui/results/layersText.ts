import { formatLoss, formatWhole } from '../../core/format.ts';
import { diagnosticLimits } from '../../nn/diagnostics/gradient-diagnostics.ts';
import { measuredEvery } from '../../nn/diagnostics/measured-steps.ts';
import type { LayerStatistic, LayerStatisticsSeries } from '../../store/layer-statistics-series.ts';
import type { ChartTableData } from '../charts/ChartTable.tsx';
import { spacedOut } from './labelled.ts';

export const measureNames: Readonly<Record<LayerStatistic, string>> = {
  gradient: 'Gradient norm',
  weight: 'Weight norm',
  updateRatio: 'Update to weight ratio',
};

/** What each figure is, in one sentence. */
export const measureHelp: Readonly<Record<LayerStatistic, string>> = {
  gradient: 'The Euclidean norm of the gradient of a layer’s parameters together, before clipping.',
  weight: 'The Euclidean norm of a layer’s parameters together, before the update.',
  updateRatio:
    'The norm of what a step adds to a layer’s parameters, by the norm of the parameters: near a thousandth is usual, 0 where the guard refused the step.',
};

/** What lies in the shaded part of a chart; nothing is shaded where there is no limit to stay above. */
export const zoneNames: Readonly<Record<LayerStatistic, string | null>> = {
  gradient: 'vanishing',
  weight: null,
  updateRatio: 'standing still',
};

export const measuredText = `Measured at each of the first ${measuredEvery} steps, then every ${measuredEvery}`;

export const figure = (value: number): string => (value === 0 ? '0' : formatLoss(value));

/** The chart in a sentence: the highest and the lowest layer at the latest measurement. */
export function layersSentence(
  measure: LayerStatistic,
  lane: string,
  names: readonly string[],
  layerStatistics: LayerStatisticsSeries,
): string {
  const title = `${measureNames[measure]} of each layer of ${lane}`;
  const last = layerStatistics.steps.length - 1;
  const row = Array.from(layerStatistics.row(measure, last));
  const finite = row.filter(Number.isFinite);
  if (finite.length === 0) return `${title}: ${last < 0 ? 'nothing measured yet' : 'no longer a number'}.`;
  const text = (value: number) => `${figure(value)} in ${names[row.indexOf(value)] ?? ''}`;
  const [highest, lowest] = [text(Math.max(...finite)), text(Math.min(...finite))];
  return `${title} at step ${formatWhole(layerStatistics.steps[last] ?? 0)}: from ${highest} down to ${lowest}.`;
}

const maxColumns = 6;

/** A table a measure, the one that is shown first: a row a layer, a column a step. */
export function layerTables(
  shown: LayerStatistic,
  lane: string,
  names: readonly string[],
  layerStatistics: LayerStatisticsSeries,
): ChartTableData[] {
  const at = spacedOut(layerStatistics.steps.length, maxColumns);
  const others = (['gradient', 'weight', 'updateRatio'] as const).filter((measure) => measure !== shown);
  return [shown, ...others].map((measure) => ({
    caption: `${measureNames[measure]} of ${lane}, layers from the input on`,
    columns: ['Layer', ...at.map((i) => `Step ${formatWhole(layerStatistics.steps[i] ?? 0)}`)],
    rows: names.map((name, layer) => [
      name,
      ...at.map((i) => figure(layerStatistics.row(measure, i)[layer] ?? Number.NaN)),
    ]),
  }));
}

/** What is said of a lane where nothing is wrong. `step`: of the latest measurement; `diverged`: the step at which the lane did. */
export function wellText(step: number | undefined, diverged: number | null): string {
  if (step === undefined) return 'What vanishes or explodes will be said here.';
  if (diverged !== null)
    return `The lane diverged at step ${formatWhole(diverged)}; up to step ${formatWhole(step)}, the latest that was measured, no layer had exploded.`;
  if (step >= diagnosticLimits.lastingSteps) return 'No layer vanishes, stands still or explodes.';
  return `No layer explodes. What vanishes is said once it has lasted ${diagnosticLimits.lastingSteps} steps.`;
}
