import type { Translator } from '../../messages/translator.ts';
import { diagnosticLimits } from '../../nn/diagnostics/gradient-diagnostics.ts';
import { measuredEvery } from '../../nn/diagnostics/measured-steps.ts';
import type { LayerStatistic, LayerStatisticsSeries } from '../../store/layer-statistics-series.ts';
import type { ChartTableData } from '../charts/engine/ChartTable.tsx';
import { spacedOut } from './labelled.ts';

export const measureName = (t: Translator, measure: LayerStatistic): string => t(`results.layers.${measure}`);

/** What each figure is, in one sentence. */
export const measureHelp = (t: Translator, measure: LayerStatistic): string =>
  t(`results.layers.${measure}Help`);

/** What lies in the shaded part of a chart; nothing is shaded where there is no limit to stay above. */
export function zoneName(t: Translator, measure: LayerStatistic): string | null {
  if (measure === 'weight') return null;
  return t(measure === 'gradient' ? 'results.layers.vanishing' : 'results.layers.stalled');
}

export const measureIntervalText = (t: Translator): string =>
  t('results.layers.interval', { every: t.format.whole(measuredEvery) });

export const figure = (t: Translator, value: number): string =>
  value === 0 ? '0' : t.format.measured(value);

/** The chart in a sentence: the highest and the lowest layer at the latest measurement. */
export function layersSentence(
  t: Translator,
  measure: LayerStatistic,
  lane: string,
  names: readonly string[],
  layerStatistics: LayerStatisticsSeries,
): string {
  const of = { measure: measureName(t, measure), lane };
  const last = layerStatistics.steps.length - 1;
  const row = Array.from(layerStatistics.row(measure, last));
  const finite = row.filter(Number.isFinite);
  if (finite.length === 0) return t(last < 0 ? 'results.layers.nothing' : 'results.layers.notANumber', of);
  const [highest, lowest] = [Math.max(...finite), Math.min(...finite)];
  const layerOf = (value: number): string => names[row.indexOf(value)] ?? '';
  return t('results.layers.sentence', {
    ...of,
    step: t.format.whole(layerStatistics.steps[last] ?? 0),
    highest: figure(t, highest),
    highestLayer: layerOf(highest),
    lowest: figure(t, lowest),
    lowestLayer: layerOf(lowest),
  });
}

const maxColumns = 6;

/** A table a measure, the one that is shown first: a row a layer, a column a step. */
export function layerTables(
  t: Translator,
  shown: LayerStatistic,
  lane: string,
  names: readonly string[],
  layerStatistics: LayerStatisticsSeries,
): ChartTableData[] {
  const at = spacedOut(layerStatistics.steps.length, maxColumns);
  const others = (['gradient', 'weight', 'updateRatio'] as const).filter((measure) => measure !== shown);
  return [shown, ...others].map((measure) => ({
    caption: t('results.layers.table', { measure: measureName(t, measure), lane }),
    columns: [
      t('results.layers.layer'),
      ...at.map((i) => t('results.layers.step', { step: t.format.whole(layerStatistics.steps[i] ?? 0) })),
    ],
    rows: names.map((name, layer) => [
      name,
      ...at.map((i) => figure(t, layerStatistics.row(measure, i)[layer] ?? Number.NaN)),
    ]),
  }));
}

/** What is said of a lane where nothing is wrong. `step`: of the latest measurement; `diverged`: the step at which the lane did. */
export function wellText(t: Translator, step: number | undefined, diverged: number | null): string {
  if (step === undefined) return t('results.layers.pending');
  if (diverged !== null)
    return t('results.layers.divergedWell', { step: t.format.whole(diverged), last: t.format.whole(step) });
  if (step >= diagnosticLimits.lastingSteps) return t('results.layers.well');
  return t('results.layers.early', { steps: t.format.whole(diagnosticLimits.lastingSteps) });
}
