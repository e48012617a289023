import { formatLoss, formatValue } from '../../core/format.ts';
import { useApp } from '../../store/app.ts';
import type { LaneSeries } from '../../store/series.ts';
import type { LaneLook } from './lane.ts';
import { previousLook } from './lane.ts';
import type { LossCurve } from './lossCurves.ts';
import { lossCurve } from './lossCurves.ts';
import type { Axis } from './plot.ts';
import type { Readout, ReadoutRow } from './readout.ts';
import { laneChanges, noteAt, titleAt } from './readout.ts';
import { extent, linearTicks, logTicks, lossDomain } from './scale.ts';
import { useShownLanes } from './shownLanes.ts';
import { smoothed } from './smoothing.ts';
import type { XModel } from './useXModel.ts';
import { useXModel } from './useXModel.ts';
import type { XScale } from './xUnit.ts';

export interface LossLane {
  readonly key: string;
  readonly name: string;
  readonly look: LaneLook;
  readonly series: LaneSeries;
  readonly scale: XScale;
  readonly curve: LossCurve;
}

/** All that the loss chart shows, for a plot of so many pixels. */
export interface LossModel {
  readonly x: XModel;
  readonly y: Axis;
  readonly lanes: readonly LossLane[];
  readonly previous: LossCurve | null;
  readonly readAt: (step: number) => Readout;
}

export function useLossModel(columns: number, height: number): LossModel {
  const x = useXModel();
  const shown = useShownLanes();
  const before = useApp((state) => state.previous);
  const { smoothing, logY } = useApp(({ view }) => view);
  const lanes = shown.map(({ key, name, look, series }): LossLane => {
    const scale = x.scaleOf(series);
    const curve = lossCurve(series, smoothing, scale, x.domain, columns);
    return { key, name, look, series, scale, curve };
  });
  const previous =
    before && x.previousScale
      ? lossCurve(before.series, smoothing, x.previousScale, x.domain, columns)
      : null;

  function readAt(step: number): Readout {
    const rows = lanes.flatMap(({ key, series, name, look }) =>
      rowsAt(series, step, smoothing, key, name, look),
    );
    const faint = before ? rowsAt(before.series, step, smoothing, 'previous', 'Previous', previousLook) : [];
    const found = [...rows, ...faint].toSorted((a, b) => b.value - a.value);
    const dots = lanes.flatMap(({ series, look, scale }) => {
      const value =
        step < series.steps
          ? (smoothed(series, series.loss.values, smoothing)[step] ?? Number.NaN)
          : Number.NaN;
      return Number.isFinite(value) ? [{ x: scale.toX(step), y: value, color: look.color }] : [];
    });
    const changes = laneChanges(lanes);
    const note = noteAt(changes, step, (x.range.to - x.range.from) / 150);
    const title = titleAt(x.unit, x.scale, step);
    return { title, columns: ['smoothed', 'raw'], rows: found, dots, ...(note && { note }) };
  }

  return { x, y: yAxis(lanes, previous, logY, x.zoomed, height), lanes, previous, readAt };
}

function yAxis(
  lanes: readonly LossLane[],
  previous: LossCurve | null,
  log: boolean,
  zoomed: boolean,
  height: number,
): Axis {
  const start = extent(lanes.map(({ series }) => series.loss.values.subarray(0, 1)))?.[1] ?? null;
  // a previous run that diverged must not press the one at hand together
  const behind = previous ? [previous.smooth.y.filter((loss) => start === null || loss < 10 * start)] : [];
  const inView = {
    raw: [...lanes.map(({ curve }) => curve.raw.y), ...behind],
    smoothed: [...lanes.map(({ curve }) => curve.smooth.y), ...behind],
    start,
  };
  const domain = lossDomain(inView, log, zoomed);
  const count = Math.max(2, height / 28);
  return {
    domain,
    log,
    ticks: log ? logTicks(domain, count) : linearTicks(domain, count / 1.5),
    format: (value) => formatValue(value),
  };
}

function rowsAt(
  series: LaneSeries,
  step: number,
  smoothing: number,
  key: string,
  name: string,
  look: LaneLook,
): (ReadoutRow & { readonly value: number })[] {
  if (step >= series.steps) return [];
  const raw = series.loss.at(step);
  const value = smoothed(series, series.loss.values, smoothing)[step] ?? Number.NaN;
  return [{ key, look, name, value, figures: [formatLoss(value), formatLoss(raw)] }];
}
