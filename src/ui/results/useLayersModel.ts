import { useShallow } from 'zustand/react/shallow';
import type { Format } from '../../messages/format.ts';
import type { GradientIssue } from '../../nn/diagnostics/diagnostic-notes.ts';
import type { Findings } from '../../nn/diagnostics/gradient-diagnostics.ts';
import { diagnosticLimits } from '../../nn/diagnostics/gradient-diagnostics.ts';
import { useApp } from '../../store/app.ts';
import { measuredLayers } from '../../store/layer-statistics.ts';
import type { LayerStatistic } from '../../store/layer-statistics-series.ts';
import { LayerStatisticsSeries } from '../../store/layer-statistics-series.ts';
import { laneSeries } from '../../store/rounds.ts';
import type { Interval, Points } from '../charts/engine/downsample.ts';
import { columnEdges, downsample, partition, pick } from '../charts/engine/downsample.ts';
import type { Axis } from '../charts/engine/plot.ts';
import type { Readout } from '../charts/engine/readout.ts';
import { titleAt } from '../charts/engine/readout.ts';
import { extent, logTicks } from '../charts/engine/scale.ts';
import type { XModel } from '../charts/engine/useXModel.ts';
import { useXModel } from '../charts/engine/useXModel.ts';
import type { LaneStyle } from '../kit/lane/laneStyle.ts';
import { useMessages } from '../kit/language.ts';
import { figure } from './layersText.ts';

export interface DrawnLayer {
  readonly index: number;
  readonly name: string;
  readonly style: LaneStyle;
  readonly points: Points;
  /** The last value in view that can be drawn; null where there is none. */
  readonly end: { readonly x: number; readonly y: number } | null;
  /** What is wrong with it, as far as this chart shows it; null where nothing is. */
  readonly noted: GradientIssue | null;
}

/** All that the chart of the layers shows. */
export interface LayersModel {
  readonly x: XModel;
  readonly y: Axis;
  readonly layerStatistics: LayerStatisticsSeries;
  readonly names: readonly string[];
  /** What a layer must stay above, by step; null where there is no such limit. */
  readonly limit: Points | null;
  /** From the input on. */
  readonly layers: readonly DrawnLayer[];
  /** What is read at a step, of some of the layers. */
  readonly readAt: (step: number, of: readonly number[]) => Readout;
}

const depths = 8;
const depthStyles = Array.from(
  { length: depths },
  (_, i): LaneStyle => ({ color: `--depth-${i + 1}`, dash: '--dash-1' }),
);
const nothing = new LayerStatisticsSeries();

/** The colour of a layer: from the input on along a sequence. */
export function depthStyle(layer: number, layers: number): LaneStyle {
  const place = layers > 1 ? layer / (layers - 1) : 0;
  return depthStyles[Math.round(place * (depths - 1))] ?? { color: '--depth-1', dash: '--dash-1' };
}

export function useLayersModel(
  lane: number,
  measure: LayerStatistic,
  columns: number,
  height: number,
): LayersModel {
  const t = useMessages();
  const x = useXModel();
  const names = useApp(useShallow(({ run }) => measuredLayers(run)));
  const series = useApp(({ run }) => laneSeries(run, lane));
  const layerStatistics = series?.layerStatistics ?? nothing;
  const scale = series ? x.scaleOf(series) : x.scale;
  const { steps, findings } = layerStatistics;
  const xAt = (i: number): number => scale.toX(steps[i] ?? 0);
  const edges = columnEdges(steps.length, columns, x.domain, xAt, x.log);
  const noted = notedLayers(measure, findings);
  const layers = names.map((name, index): DrawnLayer => {
    const values = layerStatistics.ofLayer(measure, index);
    const points = pick(values, downsample(values, edges), xAt);
    const style = depthStyle(index, names.length);
    return { index, name, style, points, end: endOf(points, x.domain), noted: noted.get(index) ?? null };
  });

  function readAt(step: number, of: readonly number[]): Readout {
    const at = partition(0, steps.length, (i) => (steps[i] ?? 0) > step) - 1;
    const row = layerStatistics.row(measure, at);
    const read = of.flatMap((index) => {
      const layer = layers[index];
      const value = row[index];
      return layer && value !== undefined ? [{ layer, value }] : [];
    });
    const measuredAt = steps[at] ?? step;
    return {
      title: titleAt(x.unit, x.scale, measuredAt),
      columns: [],
      rows: read.map(({ layer: { name, style }, value }) => ({
        key: name,
        style,
        name,
        figures: [figure(t, value)],
      })),
      dots: read.flatMap(({ layer, value }) =>
        value > 0 && Number.isFinite(value)
          ? [{ x: scale.toX(measuredAt), y: value, color: layer.style.color }]
          : [],
      ),
    };
  }

  const limits = limitsOf(measure, layerStatistics);
  const limit = limits && pick(limits, downsample(limits, edges), xAt);
  return { x, y: yAxis(t.format, layers, height), layerStatistics, names, limit, layers, readAt };
}

/** What the chart of a measure shows to be wrong, by layer. */
function notedLayers(
  measure: LayerStatistic,
  { vanishing, stalled, exploded }: Findings,
): ReadonlyMap<number, GradientIssue> {
  if (measure === 'weight') return new Map();
  if (measure === 'updateRatio') return new Map(stalled.map((layer) => [layer, 'stalled']));
  return new Map<number, GradientIssue>([
    ...vanishing.map((layer) => [layer, 'vanishing'] as const),
    ...exploded.map(({ layer }) => [layer, 'exploding'] as const),
  ]);
}

function limitsOf(measure: LayerStatistic, layerStatistics: LayerStatisticsSeries): Float64Array | null {
  if (measure === 'weight') return null;
  if (measure === 'gradient') return layerStatistics.vanishingLimits;
  return new Float64Array(layerStatistics.steps.length).fill(diagnosticLimits.stalledRatio);
}

function endOf({ x, y }: Points, [, high]: Interval): DrawnLayer['end'] {
  for (let i = y.length - 1; i >= 0; i--) {
    const at = { x: x[i] ?? 0, y: y[i] ?? Number.NaN };
    if (Number.isFinite(at.y) && at.x <= high) return at;
  }
  return null;
}

const tiniest = 1e-300;
const emptyExtent: Interval = [1e-4, 1];

/** Whole decades around all that is above 0. */
function yAxis({ power, chosen }: Format, layers: readonly DrawnLayer[], height: number): Axis {
  const [low, high] =
    extent(
      layers.map(({ points }) => points.y),
      tiniest,
    ) ?? emptyExtent;
  const from = Math.floor(Math.log10(low) + 1e-9);
  const to = Math.max(from + 1, Math.ceil(Math.log10(high) - 1e-9));
  const domain: Interval = [Number(`1e${from}`), Number(`1e${to}`)];
  const wide = to - from > 4;
  const format = (value: number) => (wide && (value < 0.1 || value >= 1e4) ? power(value) : chosen(value));
  return { domain, log: true, ticks: logTicks(domain, Math.max(2, height / 22)), format };
}
