import type { Band } from '../../../race/bands.ts';
import type { LaneSeries } from '../../../store/series.ts';
import { smoothed } from '../../../store/smoothing.ts';
import type { LaneStyle } from '../../kit/lane/laneStyle.ts';
import { previousStyle } from '../../kit/lane/laneStyle.ts';
import type { Curve } from '../engine/curve.ts';
import type { Interval, Points } from '../engine/downsample.ts';
import { columnEdges, downsample, pick } from '../engine/downsample.ts';
import { LruCache } from '../engine/lruCache.ts';
import type { XScale } from '../engine/xUnit.ts';

/** What is drawn of one run's loss in a window, downsampled to its pixel columns. */
export interface LossCurve {
  readonly raw: Points;
  readonly smooth: Points;
  /** The last finite point in view; null where there is none. */
  readonly end: { readonly step: number; readonly x: number; readonly y: number } | null;
  /** Whether the run ends inside the window. */
  readonly ends: boolean;
}

const curves = new LruCache<LaneSeries, LossCurve>();

/**
 * The loss of a run, smoothed in full and then downsampled to `columns` pixels of `domain`. Asked for again as long as
 * nothing of that has changed, it is the same object.
 */
export function lossCurve(
  series: LaneSeries,
  weight: number,
  scale: XScale,
  domain: Interval,
  columns: number,
  log = false,
): LossCurve {
  const key = [series.steps, weight, scale.toX(1000), ...domain, columns, log].join();
  return curves.get(series, key, () => downsampledLoss(series, weight, scale, domain, columns, log));
}

function downsampledLoss(
  series: LaneSeries,
  weight: number,
  scale: XScale,
  domain: Interval,
  columns: number,
  log: boolean,
): LossCurve {
  const raw = series.loss.values;
  return curveOf(raw, smoothed(series, raw, weight), scale, domain, columns, log);
}

const medians = new LruCache<Band, LossCurve>();

/** The median of several seeds, by step, in the same way; it has no raw line. */
export function medianCurve(
  band: Band,
  scale: XScale,
  domain: Interval,
  columns: number,
  log = false,
): LossCurve {
  const key = [band.n, band.length, scale.toX(1000), ...domain, columns, log].join();
  return medians.get(band, key, () => curveOf(null, band.median, scale, domain, columns, log));
}

const none: Points = { x: new Float64Array(0), y: new Float64Array(0) };

function curveOf(
  raw: ArrayLike<number> | null,
  smooth: Float64Array,
  scale: XScale,
  domain: Interval,
  columns: number,
  log: boolean,
): LossCurve {
  const edges = columnEdges(smooth.length, columns, domain, scale.toX, log);
  const inView = edges[columns] ?? 0;
  const last = lastFinite(smooth, edges[0] ?? 0, inView);
  return {
    raw: raw === null ? none : pick(raw, downsample(raw, edges), scale.toX),
    smooth: pick(smooth, downsample(smooth, edges), scale.toX),
    end: last === null ? null : { step: last, x: scale.toX(last), y: smooth[last] ?? Number.NaN },
    ends: inView === smooth.length,
  };
}

/** With more lanes than this, dense curves are drawn the cheaper way. */
const manyLanes = 4;

/** Raw lines are fainter the more there are: at eight lanes 0.4 of what they are up to four. */
const rawShare = (lanes: number): number => 1 - 0.15 * Math.max(0, Math.min(8, lanes) - manyLanes);

/** Lines for the canvas: the run before below all, then raw lines, then smoothed ones, the last lane on top. */
export function drawnLoss(
  lanes: readonly { curve: LossCurve; style: LaneStyle }[],
  previous: LossCurve | null,
): Curve[] {
  const many = lanes.length > manyLanes;
  return [
    ...(previous ? [{ ...previous.smooth, ...previousStyle, width: 1.5, opacity: 0.75 } as const] : []),
    ...lanes.map(
      ({ curve, style: { styleIndex, color } }): Curve => ({
        ...curve.raw,
        styleIndex,
        color,
        width: 1,
        opacity: rawShare(lanes.length),
        raw: true,
        bars: many,
      }),
    ),
    ...lanes.map(
      ({ curve, style }): Curve => ({ ...curve.smooth, ...style, width: 'line', opacity: 1, bars: many }),
    ),
  ];
}

/** The index of the last finite value in [from, to); null where there is none. */
function lastFinite(values: ArrayLike<number>, from: number, to: number): number | null {
  for (let i = to - 1; i >= from; i--) if (Number.isFinite(values[i])) return i;
  return null;
}
