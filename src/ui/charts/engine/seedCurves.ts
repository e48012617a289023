import { bandText } from '../../../messages/race-figures.ts';
import type { Translator } from '../../../messages/translator.ts';
import type { Band } from '../../../race/bands.ts';
import { bandMeaning } from '../../../race/bands.ts';
import type { SeedSeries, Seeds } from '../../../store/seeds.ts';
import { evaluationBand, lossBand } from '../../../store/seeds.ts';
import type { LaneSeries } from '../../../store/series.ts';
import { smoothed } from '../../../store/smoothing.ts';
import type { LaneStyle } from '../../kit/lane/laneStyle.ts';
import type { Curve } from './curve.ts';
import type { Interval } from './downsample.ts';
import { columnEdges, downsample, pick } from './downsample.ts';
import { LruCache } from './lruCache.ts';
import type { XScale } from './xUnit.ts';

const seedLine = { width: 1, opacity: 0.45 } as const;
const bandOpacity = 0.14;

/** A window of the loss chart: what a curve is downsampled to. */
export interface Window {
  readonly domain: Interval;
  readonly columns: number;
  /** Whether the x axis is logarithmic. */
  readonly log: boolean;
  readonly weight: number;
  readonly scaleOf: (series: LaneSeries) => XScale;
}

const lines = new LruCache<LaneSeries, Curve>();
const areas = new LruCache<Band, Curve>();

/** The band of a lane and a thin line a seed, below what is bold. What is over is downsampled once for each window. */
export function lossSeedCurves(seeds: readonly SeedSeries[], style: LaneStyle, window: Window): Curve[] {
  const band = lossBand(seeds, window.weight);
  const [first] = seeds;
  const area =
    band === null || first === undefined ? [] : [lossArea(band, style, window, window.scaleOf(first.series))];
  return [...area, ...begun(seeds).map(({ series }) => lossLine(series, style, window))];
}

function lossLine(series: LaneSeries, { styleIndex, color }: LaneStyle, window: Window): Curve {
  const { domain, columns, log, weight, scaleOf } = window;
  const scale = scaleOf(series);
  const diverged = series.divergence !== null;
  const key = [color, ...domain, columns, log, weight, scale.toX(1000), series.steps, diverged].join();
  return lines.get(series, key, () => {
    const values = smoothed(series, series.loss.values, weight);
    const edges = columnEdges(values.length, columns, domain, scale.toX, log);
    const points = pick(values, downsample(values, edges), scale.toX);
    return { ...points, styleIndex, color, ...seedLine, bars: true, diverged };
  });
}

/** A band, of each pixel column its lowest and its highest. */
function lossArea(band: Band, style: LaneStyle, window: Window, scale: XScale): Curve {
  const { domain, columns, log, weight } = window;
  const key = [style.color, band.n, band.length, weight, ...domain, columns, log, scale.toX(1000)].join();
  return areas.get(band, key, () => downsampledArea(band, style, window, scale));
}

function downsampledArea(
  { low, high }: Band,
  { styleIndex, color }: LaneStyle,
  { domain, columns, log }: Window,
  scale: XScale,
): Curve {
  const edges = columnEdges(low.length, columns, domain, scale.toX, log);
  const [x, y, lower]: number[][] = [[], [], []];
  for (let column = 0; column < columns; column++) {
    const [from, to] = [edges[column] ?? 0, edges[column + 1] ?? 0];
    if (to <= from) continue;
    x?.push(scale.toX((from + to - 1) / 2));
    y?.push(extreme(high, from, to, Math.max));
    lower?.push(extreme(low, from, to, Math.min));
  }
  return {
    x: x ?? [],
    y: y ?? [],
    lower: lower ?? [],
    styleIndex,
    color,
    width: 0,
    opacity: bandOpacity,
  };
}

function extreme(
  values: Float64Array,
  from: number,
  to: number,
  choose: (a: number, b: number) => number,
): number {
  let extremum = values[from] as number;
  for (let i = from + 1; i < to; i++) extremum = choose(extremum, values[i] as number);
  return extremum;
}

/** The same of the evaluations, of which there are few. */
export function accuracySeedCurves(
  seeds: readonly SeedSeries[],
  { styleIndex, color }: LaneStyle,
  scaleOf: (series: LaneSeries) => XScale,
): Curve[] {
  const band = evaluationBand(seeds);
  const [first] = seeds;
  const lanes = begun(seeds).map(({ series }): Curve => {
    const scale = scaleOf(series);
    const made = series.evaluations.filter(({ split }) => split === 'validation');
    return {
      x: made.map(({ step }) => scale.toX(step)),
      y: made.map(({ accuracy }) => accuracy),
      styleIndex,
      color,
      ...seedLine,
      bars: true,
    };
  });
  if (band === null || first === undefined) return lanes;
  const { toX } = scaleOf(first.series);
  const { low, high, length } = band.accuracy;
  const x = Array.from(band.steps.subarray(0, length), toX);
  return [{ x, y: high, lower: low, styleIndex, color, width: 0, opacity: bandOpacity }, ...lanes];
}

/** What bold lines and bands are, with n, in the words of every chart. Null where there is one seed. */
export function seedsMeaning(t: Translator, seeds: Seeds | null): string | null {
  if (seeds === null) return null;
  const n = Math.max(0, ...seeds.lanes.map(countOf));
  return bandText(t, bandMeaning(n), seeds.isOver);
}

const begun = (seeds: readonly SeedSeries[]) => seeds.filter(({ series }) => series.steps > 0);
const countOf = (seeds: readonly SeedSeries[]): number => seeds.filter(({ counts }) => counts).length;
