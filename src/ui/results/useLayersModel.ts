import { useShallow } from 'zustand/react/shallow';
import { formatValue } from '../../core/format.ts';
import { useApp } from '../../store/app.ts';
import { measuredLayers } from '../../store/health.ts';
import type { HealthMeasure } from '../../store/health-series.ts';
import { HealthSeries } from '../../store/health-series.ts';
import { laneSeries } from '../../store/heats.ts';
import type { LaneLook } from '../charts/lane.ts';
import type { Axis } from '../charts/plot.ts';
import type { Readout } from '../charts/readout.ts';
import { titleAt } from '../charts/readout.ts';
import { extent, logTicks } from '../charts/scale.ts';
import type { Interval, Points } from '../charts/thinning.ts';
import { columnEdges, partition, pick, thin } from '../charts/thinning.ts';
import type { XModel } from '../charts/useXModel.ts';
import { useXModel } from '../charts/useXModel.ts';
import { figure } from './layersText.ts';

export interface DrawnLayer {
  readonly index: number;
  readonly name: string;
  readonly look: LaneLook;
  readonly points: Points;
  /** The last value in view that can be drawn; null where there is none. */
  readonly end: { readonly x: number; readonly y: number } | null;
  /** Whether something is wrong with it. */
  readonly noted: boolean;
}

/** All that the chart of the layers shows. */
export interface LayersModel {
  readonly x: XModel;
  readonly y: Axis;
  readonly health: HealthSeries;
  readonly names: readonly string[];
  /** From the input on. */
  readonly layers: readonly DrawnLayer[];
  /** What is read at a step, of some of the layers. */
  readonly readAt: (step: number, of: readonly number[]) => Readout;
}

const depths = 8;
const looks = Array.from(
  { length: depths },
  (_, i): LaneLook => ({ color: `--depth-${i + 1}`, dash: '--dash-1' }),
);
const nothing = new HealthSeries();

/** The colour of a layer: from the input on along a sequence. */
export function depthLook(layer: number, layers: number): LaneLook {
  const place = layers > 1 ? layer / (layers - 1) : 0;
  return looks[Math.round(place * (depths - 1))] ?? { color: '--depth-1', dash: '--dash-1' };
}

export function useLayersModel(
  lane: number,
  measure: HealthMeasure,
  columns: number,
  height: number,
): LayersModel {
  const x = useXModel();
  const names = useApp(useShallow(({ run }) => measuredLayers(run)));
  const series = useApp(({ run }) => laneSeries(run, lane));
  const health = series?.health ?? nothing;
  const scale = series ? x.scaleOf(series) : x.scale;
  const { steps, findings } = health;
  const xAt = (i: number): number => scale.toX(steps[i] ?? 0);
  const edges = columnEdges(steps.length, columns, x.domain, xAt, x.log);
  const noted = new Set([
    ...findings.vanishing,
    ...findings.still,
    ...findings.exploded.map(({ layer }) => layer),
  ]);
  const layers = names.map((name, index): DrawnLayer => {
    const points = pick(health.ofLayer(measure, index), thin(health.ofLayer(measure, index), edges), xAt);
    const look = depthLook(index, names.length);
    return { index, name, look, points, end: endOf(points, x.domain), noted: noted.has(index) };
  });

  function readAt(step: number, of: readonly number[]): Readout {
    const at = partition(0, steps.length, (i) => (steps[i] ?? 0) > step) - 1;
    const row = health.row(measure, at);
    const read = of.flatMap((index) => {
      const layer = layers[index];
      const value = row[index];
      return layer && value !== undefined ? [{ layer, value }] : [];
    });
    const measuredAt = steps[at] ?? step;
    return {
      title: titleAt(x.unit, x.scale, measuredAt),
      columns: [],
      rows: read.map(({ layer: { name, look }, value }) => ({
        key: name,
        look,
        name,
        figures: [figure(value)],
      })),
      dots: read.flatMap(({ layer, value }) =>
        value > 0 && Number.isFinite(value)
          ? [{ x: scale.toX(measuredAt), y: value, color: layer.look.color }]
          : [],
      ),
    };
  }

  return { x, y: yAxis(layers, height), health, names, layers, readAt };
}

function endOf({ x, y }: Points, [, high]: Interval): DrawnLayer['end'] {
  for (let i = y.length - 1; i >= 0; i--) {
    const at = { x: x[i] ?? 0, y: y[i] ?? Number.NaN };
    if (Number.isFinite(at.y) && at.x <= high) return at;
  }
  return null;
}

const tiniest = 1e-300;
const standing: Interval = [1e-4, 1];

/** Whole decades around all that is above 0. */
function yAxis(layers: readonly DrawnLayer[], height: number): Axis {
  const [low, high] =
    extent(
      layers.map(({ points }) => points.y),
      tiniest,
    ) ?? standing;
  const from = Math.floor(Math.log10(low) + 1e-9);
  const to = Math.max(from + 1, Math.ceil(Math.log10(high) - 1e-9));
  const domain: Interval = [Number(`1e${from}`), Number(`1e${to}`)];
  const format = (value: number) => formatValue(value);
  return { domain, log: true, ticks: logTicks(domain, Math.max(2, height / 22)), format };
}
