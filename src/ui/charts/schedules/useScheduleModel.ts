import type { LaneSpec } from '../../../experiment/schema.ts';
import { hyperparamLabel } from '../../../messages/optimizers.ts';
import type { Translator } from '../../../messages/translator.ts';
import { optimizerById } from '../../../optim/index.ts';
import type { LaneSeries } from '../../../store/series.ts';
import type { LaneStyle } from '../../kit/lane/laneStyle.ts';
import { useMessages } from '../../kit/language.ts';
import type { Curve } from '../engine/curve.ts';
import type { Interval } from '../engine/downsample.ts';
import { columnEdges, downsample, pick } from '../engine/downsample.ts';
import type { Axis } from '../engine/plot.ts';
import type { Readout } from '../engine/readout.ts';
import { laneChanges, noteAt, titleAt } from '../engine/readout.ts';
import { decadeTicks, extent, rateDomain } from '../engine/scale.ts';
import type { ShownLane } from '../engine/shownLanes.ts';
import { useShownLanes } from '../engine/shownLanes.ts';
import type { XModel } from '../engine/useXModel.ts';
import { useXModel } from '../engine/useXModel.ts';
import type { XScale } from '../engine/xUnit.ts';
import { plannedAt, stepsAhead } from './planned.ts';
import type { ScheduledKey } from './scheduleValues.ts';
import { formatScheduled } from './scheduleValues.ts';

/** One lane's value of one hyperparameter: what was used, what is ahead, and what the next step takes. */
export interface ScheduleLane {
  readonly key: string;
  readonly name: string;
  /** Of the lane, whatever learning rate of it is tried. */
  readonly owner: string;
  readonly style: LaneStyle;
  readonly series: LaneSeries;
  readonly scale: XScale;
  /** What it is set to: at first, and by live edits on the way. */
  readonly levels: readonly number[];
  readonly now: number;
  readonly past: Curve;
  readonly ahead: Curve;
  readonly at: (step: number) => number;
}

/** One row of the schedules chart. */
export interface ScheduleRow {
  readonly key: ScheduledKey;
  readonly title: string;
  readonly y: Axis;
  readonly lanes: readonly ScheduleLane[];
}

export interface ScheduleModel {
  readonly x: XModel;
  /** Momentum has no row where every lane's optimizer goes without. */
  readonly rows: readonly ScheduleRow[];
  readonly readAt: (step: number) => Readout;
}

const samples = 240;

/** What the schedules chart shows. `columns`: width of the plot in pixels; `heightOf`: height of a row, by the number of rows. */
export function useScheduleModel(columns: number, heightOf: (rows: number) => number): ScheduleModel {
  const t = useMessages();
  const x = useXModel();
  const shown = useShownLanes();
  const parts = (['lr', 'momentum'] as const).flatMap((key) => {
    const having = shown.filter(({ spec }) => hyperparamKeyOf(spec, key) !== null);
    const lanes = withOneForAll(t, key, having).map((lane) => scheduleLane(key, lane, x, columns));
    const title = titleOf(
      t,
      key,
      having.map(({ spec }) => spec),
    );
    return lanes.length > 0 ? [{ key, title, lanes }] : [];
  });
  const rows = parts.map(
    (part): ScheduleRow => ({ ...part, y: scheduleAxis(t, part.key, part.lanes, heightOf(parts.length)) }),
  );

  function readAt(step: number): Readout {
    const isOne = rows.every(({ lanes }) => lanes.every(({ key }) => key === 'all'));
    const named: readonly Pick<ShownLane, 'key' | 'name' | 'style'>[] = isOne
      ? (rows[0]?.lanes ?? [])
      : shown;
    const read = named.map(({ key, name, style }) => {
      const figures = rows.map((row) => {
        const lane = row.lanes.find((of) => of.key === key || of.key === 'all');
        const value = lane?.at(step) ?? Number.NaN;
        return Number.isNaN(value) ? '–' : formatScheduled(t, row.key, value);
      });
      return { key, style, name, figures };
    });
    const note = noteAt(laneChanges(shown), step, (x.range.to - x.range.from) / 150);
    return {
      title: titleAt(x.unit, x.scale, step),
      columns: rows.map(({ title }) => title),
      rows: read.filter(({ figures }) => figures.some((figure) => figure !== '–')),
      dots: [],
      ...(note && { note }),
    };
  }

  return { x, rows, readAt };
}

/** Where the crosshair meets the curves of a row. */
export function rowDots({ lanes }: ScheduleRow, step: number): Readout['dots'] {
  return lanes
    .map(({ at, scale, style }) => ({ x: scale.toX(step), y: at(step), color: style.color }))
    .filter(({ y }) => Number.isFinite(y));
}

/** What the lane's optimizer calls it: its momentum may be beta 1. Null where it has none. */
const hyperparamKeyOf = ({ optimizer }: LaneSpec, key: ScheduledKey): string | null =>
  key === 'lr' ? 'lr' : optimizerById(optimizer.id).momentumKey;

/** The label all lanes agree on; `momentum` for a race of both kinds. */
export function titleOf(t: Translator, key: ScheduledKey, lanes: readonly LaneSpec[]): string {
  const keys = lanes.flatMap((lane) => {
    const hyperparamKey = hyperparamKeyOf(lane, key);
    const { hyperparams } = optimizerById(lane.optimizer.id);
    return hyperparams.filter((parameter) => parameter.key === hyperparamKey).map(({ key: of }) => of);
  });
  const [first = 'momentum'] = keys;
  return hyperparamLabel(t, keys.every((of) => of === first) ? first : 'momentum');
}

/** Lanes that all go by the same schedule are one line, in no lane's colour. */
function withOneForAll(t: Translator, key: ScheduledKey, lanes: readonly ShownLane[]): readonly ShownLane[] {
  const [first, ...others] = lanes;
  if (!first || others.length === 0) return lanes;
  const plan = planOf(key, first.spec);
  if (others.some(({ spec }) => planOf(key, spec) !== plan)) return lanes;
  const name = t(`charts.schedules.${lanes.length === 2 ? 'both' : 'all'}`);
  const furthest = lanes.reduce((far, lane) => (lane.series.steps > far.series.steps ? lane : far));
  return [
    {
      ...furthest,
      key: 'all',
      name,
      style: { color: '--muted', dash: '--dash-1' },
    },
  ];
}

const plans = { lr: new WeakMap<LaneSpec, string>(), momentum: new WeakMap<LaneSpec, string>() };

/** All that decides what a lane's value is at each step, written once for each lane: charts ask ten times a second. */
function planOf(key: ScheduledKey, lane: LaneSpec): string {
  const plan = plans[key].get(lane) ?? writePlan(key, lane);
  plans[key].set(lane, plan);
  return plan;
}

function writePlan(key: ScheduledKey, lane: LaneSpec): string {
  const { optimizer, lrSchedule, momentumSchedule, events } = lane;
  const hyperparamKey = hyperparamKeyOf(lane, key) ?? key;
  const schedule = key === 'lr' ? lrSchedule : momentumSchedule;
  const paths = [`optimizer.${hyperparamKey}`, `${key}Schedule`];
  const edits = events.map(({ step, set }) => [
    step,
    Object.entries(set).filter(([path]) => paths.includes(path)),
  ]);
  return JSON.stringify([
    optimizer[hyperparamKey],
    schedule,
    edits.filter(([, set]) => Array.isArray(set) && set.length > 0),
  ]);
}

/** One lane of a row: what its steps used so far, and what is planned for the rest. */
export function scheduleLane(
  key: ScheduledKey,
  { key: laneKey, name, style, series, spec }: ShownLane,
  x: Pick<XModel, 'domain' | 'log' | 'range' | 'scaleOf' | 'totalSteps' | 'unit'>,
  columns: number,
): ScheduleLane {
  const { steps } = series;
  const scale = x.scaleOf(series);
  const used = series[key].values;
  const planAt = plannedAt(spec, x.totalSteps);
  const last = x.totalSteps === null ? Number.POSITIVE_INFINITY : x.totalSteps - 1;
  const hyperparamKey = hyperparamKeyOf(spec, key) ?? key;
  const planned = (step: number): number => planAt(Math.min(step, last))[hyperparamKey] ?? Number.NaN;
  const indices = downsample(used, columnEdges(used.length, columns, x.domain, scale.toX, x.log));
  const future =
    x.totalSteps === null || x.unit === 'seconds'
      ? []
      : stepsAhead(steps, Math.min(x.totalSteps, x.range.to), x.range.from, samples, x.log);
  return {
    key: laneKey,
    name,
    owner: laneKey === 'all' ? name : spec.name,
    style,
    series,
    scale,
    levels: levelsOf(spec, hyperparamKey),
    now: planned(steps),
    past: { ...style, ...pick(used, indices, scale.toX), width: 'line', opacity: 1 },
    ahead: {
      color: style.color,
      x: future.map(scale.toX),
      y: future.map(planned),
      width: 1.25,
      opacity: 0.55,
    },
    at: (step) => {
      if (step < steps) return used[step] ?? Number.NaN;
      return x.totalSteps === null || step > x.totalSteps ? Number.NaN : planned(step);
    },
  };
}

/** What a lane is set to, at first and by its events. */
function levelsOf({ optimizer, events }: LaneSpec, hyperparamKey: string): number[] {
  const path = `optimizer.${hyperparamKey}`;
  const start = optimizer[hyperparamKey];
  const edits = events.flatMap(({ set }) => Object.entries(set).filter(([key]) => key === path));
  return [start, ...edits.map(([, value]) => value)].filter((value) => typeof value === 'number');
}

const tickHeight = 16; // pixels

/** The axis of a row: of momentum up to 1, of rates from the lowest to the highest, logarithmic where they span decades. */
export function scheduleAxis(
  t: Translator,
  key: ScheduledKey,
  lanes: readonly ScheduleLane[],
  height: number,
): Axis {
  const used = lanes.flatMap(({ past, ahead, now }) => [past.y, ahead.y, [now]]);
  const [low, high] = extent(used) ?? [0, 1];
  const format = (value: number): string => t.format.chosen(value);
  if (key === 'momentum') {
    const domain: Interval = [low < 0.5 ? 0 : 0.5, 1];
    return { domain, ticks: [...domain], format };
  }
  const above = extent(used, Number.MIN_VALUE) ?? [low, high];
  const { domain, log } = rateDomain(
    lanes.flatMap(({ levels }) => levels),
    above,
  );
  const ticks = log ? decadeTicks(domain, Math.max(2, height / tickHeight)) : [...domain];
  return { domain, ticks, format, log };
}
