import { datasetOf } from '../../../data/catalog/index.ts';
import type { Translator } from '../../../messages/translator.ts';
import type { Band } from '../../../race/bands.ts';
import { useApp } from '../../../store/app.ts';
import { previousShown } from '../../../store/previous.ts';
import { lossBand, useSeeds } from '../../../store/seeds.ts';
import type { LaneSeries } from '../../../store/series.ts';
import { smoothed } from '../../../store/smoothing.ts';
import type { LaneStyle } from '../../kit/lane/laneStyle.ts';
import { previousStyle } from '../../kit/lane/laneStyle.ts';
import { useMessages } from '../../kit/language.ts';
import type { StepRange } from '../engine/crosshair.ts';
import type { Curve } from '../engine/curve.ts';
import type { Interval } from '../engine/downsample.ts';
import { typicalRange } from '../engine/outliers.ts';
import type { Axis } from '../engine/plot.ts';
import type { Readout, ReadoutRow } from '../engine/readout.ts';
import { laneChanges, noteAt, titleAt } from '../engine/readout.ts';
import type { LossesInView } from '../engine/scale.ts';
import { extent, linearTicks, logTicks, lossDomain } from '../engine/scale.ts';
import { lossSeedCurves } from '../engine/seedCurves.ts';
import { useShownLanes } from '../engine/shownLanes.ts';
import type { XModel } from '../engine/useXModel.ts';
import { useXModel } from '../engine/useXModel.ts';
import type { XScale } from '../engine/xUnit.ts';
import type { LossCurve } from './lossCurves.ts';
import { lossCurve, medianCurve } from './lossCurves.ts';

export interface LossLane {
  readonly key: string;
  readonly name: string;
  readonly label: string;
  readonly style: LaneStyle;
  readonly series: LaneSeries;
  readonly scale: XScale;
  readonly curve: LossCurve;
  /** What the bold line shows, by step. */
  readonly shown: Float64Array;
  /** Over several seeds; the bold line is then their median, and ends where the one under way is. */
  readonly band: Band | null;
}

/** All that the loss chart shows, for a plot of a given size. */
export interface LossModel {
  readonly x: XModel;
  readonly y: Axis;
  readonly lanes: readonly LossLane[];
  readonly previous: LossCurve | null;
  /** Bands and a thin line a seed, to be drawn below all else. */
  readonly seeds: readonly Curve[];
  readonly readAt: (step: number) => Readout;
}

export function useLossModel(columns: number, height: number): LossModel {
  const t = useMessages();
  const x = useXModel();
  const shown = useShownLanes();
  const before = useApp(previousShown);
  const classCount = useApp(({ run }) => datasetOf(run.displaySpec.data)?.classCount ?? 10);
  const { smoothing, logY, ignoreOutliers } = useApp(({ view }) => view);
  const seeded = useSeeds();
  const lanes = shown.map(({ key, name, label, style, series, lane }): LossLane => {
    const scale = x.scaleOf(series);
    const common = { key, name, label, style, series, scale };
    const band = lossBand(seeded?.lanes[lane] ?? [], smoothing);
    if (band !== null) {
      const curve = medianCurve(band, scale, x.domain, columns, x.log);
      return { ...common, curve, shown: band.median, band };
    }
    const curve = lossCurve(series, smoothing, scale, x.domain, columns, x.log);
    return { ...common, curve, shown: smoothed(series, series.loss.values, smoothing), band };
  });
  const window = { domain: x.domain, columns, log: x.log, weight: smoothing, scaleOf: x.scaleOf };
  const seeds = shown.flatMap(({ style, lane }) => lossSeedCurves(seeded?.lanes[lane] ?? [], style, window));
  const previous =
    before && x.previousScale
      ? lossCurve(before.series, smoothing, x.previousScale, x.domain, columns, x.log)
      : null;

  function readAt(step: number): Readout {
    const hasMedian = lanes.some(({ band }) => band !== null);
    const rows = lanes.flatMap((lane) => laneRow(t, lane, step, hasMedian));
    const faint = before ? previousRow(t, before.series, step, smoothing) : [];
    const readings = [...rows, ...faint].toSorted((a, b) => b.value - a.value);
    const dots = lanes.flatMap(({ shown: values, style, scale }) => {
      const value = values[step] ?? Number.NaN;
      return Number.isFinite(value) ? [{ x: scale.toX(step), y: value, color: style.color }] : [];
    });
    const changes = laneChanges(lanes);
    const note = noteAt(changes, step, (x.range.to - x.range.from) / 150);
    const title = titleAt(x.unit, x.scale, step);
    const columnsRead = hasMedian
      ? [t('charts.read.median'), t('charts.read.band')]
      : [t('charts.read.smoothed'), t('charts.read.raw')];
    return { title, columns: columnsRead, rows: readings, dots, ...(note && { note }) };
  }

  const y = lossAxis(t, { lanes, previous, seeds }, x, { log: logY, ignoreOutliers, classCount, height });
  return { x, y, lanes, previous, seeds, readAt };
}

interface LossAxisOptions {
  readonly log: boolean;
  readonly ignoreOutliers: boolean;
  readonly classCount: number;
  /** Of the plot, in pixels. */
  readonly height: number;
}

/** The loss axis for what is drawn: all of it, or most of it where outliers are left out. */
export function lossAxis(
  t: Translator,
  { lanes, previous, seeds }: Pick<LossModel, 'lanes' | 'previous' | 'seeds'>,
  { range, zoomed }: Pick<XModel, 'range' | 'zoomed'>,
  { log, ignoreOutliers, classCount, height }: LossAxisOptions,
): Axis {
  const typical = ignoreOutliers ? typicalLosses(lanes, range) : null;
  const domain = typical
    ? lossDomain({ raw: [typical], smoothed: [typical], start: null }, log, true)
    : lossDomain(lossesInView(lanes, previous, seeds, Math.log(classCount)), log, zoomed);
  const count = Math.max(2, height / 28);
  return {
    domain,
    log,
    ticks: log ? logTicks(domain, count) : linearTicks(domain, count / 1.5),
    format: (value) => t.format.chosen(value),
  };
}

/** Most losses of every lane, as an interval; null before there are any. */
function typicalLosses(lanes: readonly LossLane[], { from, to }: StepRange): Interval | null {
  return typicalRange(
    lanes.map(({ series }) => series.loss.values.subarray(Math.floor(from), Math.ceil(to) + 1)),
  );
}

function lossesInView(
  lanes: readonly LossLane[],
  previous: LossCurve | null,
  seeds: readonly Curve[],
  expected: number,
): LossesInView {
  const first = extent(lanes.map(({ series }) => series.loss.values.subarray(0, 1)))?.[1];
  const start = first !== undefined && first > 0 ? first : expected;
  // a previous run that diverged must not press the current one together
  const behind = previous ? [previous.smooth.y.filter((loss) => loss < 10 * start)] : [];
  return {
    raw: [...lanes.map(({ curve }) => curve.raw.y), ...seeds.map((seed) => seed.y), ...behind],
    smoothed: [...lanes.map(({ curve }) => curve.smooth.y), ...behind],
    start,
  };
}

type Row = ReadoutRow & { readonly value: number };

function laneRow(
  t: Translator,
  { key, style, name, series, shown, band }: LossLane,
  step: number,
  besideMedians: boolean,
): Row[] {
  const value = shown[step];
  if (value === undefined) return [];
  const { measured } = t.format;
  const beside = band
    ? `${measured(band.low[step] ?? Number.NaN)}–${measured(band.high[step] ?? Number.NaN)}`
    : besideMedians
      ? t('charts.read.oneSeed')
      : measured(series.loss.at(step));
  return [{ key, style, name, value, figures: [measured(value), beside] }];
}

function previousRow(t: Translator, series: LaneSeries, step: number, smoothing: number): Row[] {
  if (step >= series.steps) return [];
  const { measured } = t.format;
  const value = smoothed(series, series.loss.values, smoothing)[step] ?? Number.NaN;
  const figures = [measured(value), measured(series.loss.at(step))];
  return [{ key: 'previous', style: previousStyle, name: t('charts.end.previous'), value, figures }];
}
