import { useId, useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { stepsPerEpoch, totalStepsOf } from '../../../experiment/length.ts';
import { useApp } from '../../../store/app.ts';
import { previousShown } from '../../../store/previous.ts';
import { shownRound } from '../../../store/rounds.ts';
import type { LaneSeries } from '../../../store/series.ts';
import type { XUnit } from '../../../store/state.ts';
import { messagesNow } from '../../kit/language.ts';
import { useFrame } from '../../kit/useFrame.ts';
import type { StepRange } from './crosshair.ts';
import { measuredSteps, useZoom } from './crosshair.ts';
import type { Interval } from './downsample.ts';
import type { Axis } from './plot.ts';
import { besideLast, ticksFit } from './plot.ts';
import { linearTicks, logTicks, roundUp } from './scale.ts';
import type { XScale } from './xUnit.ts';
import { formatX, xScale } from './xUnit.ts';

/** The x axis all charts have in common, and how runs lie on it. */
export interface XModel {
  /** Which chart it is of. */
  readonly chart: string;
  readonly unit: XUnit;
  readonly domain: Interval;
  /** Whether it is logarithmic: then it begins at the first step after the start. */
  readonly log: boolean;
  /** The steps in view. */
  readonly range: StepRange;
  readonly zoomed: boolean;
  /** Steps taken by the lane furthest on. */
  readonly steps: number;
  /** Steps of the longest curve, be it of a seed that is over. */
  readonly measured: number;
  readonly totalSteps: number | null;
  readonly scaleOf: (lane: LaneSeries) => XScale;
  /** That of the lane furthest on. */
  readonly scale: XScale;
  readonly previousScale: XScale | null;
}

/** Renders again as data arrives, the zoom changes, or the axis shows another unit. */
export function useXModel(): XModel {
  const chart = useId();
  useFrame(chart);
  const unit = useApp(({ view }) => view.xUnit);
  const log = useApp(({ view }) => view.logX);
  const totalSteps = useApp(({ run, spec }) => run.totalSteps ?? totalStepsOf(spec));
  const epochSteps = useApp(({ run, spec }) => run.stepsPerEpoch ?? stepsPerEpoch(spec.data));
  const batchSize = useApp(({ spec }) => spec.data.batchSize);
  const previous = useApp(previousShown);
  const zoom = useZoom(chart);
  const lanes = useApp(useShallow(({ run }) => shownRound(run).entries.map(({ series }) => series)));

  const previousScale = useMemo(() => {
    if (!previous) return null;
    const { series, spec } = previous;
    const stepScale = { stepsPerEpoch: previous.stepsPerEpoch, batchSize: spec.data.batchSize };
    return xScale(unit, { ...stepScale, elapsedMs: series.elapsedMs.values });
  }, [previous, unit]);

  const scaleOf = useMemo(() => {
    const stepScale = { stepsPerEpoch: epochSteps, batchSize };
    if (unit === 'seconds') return (lane: LaneSeries) => secondsOf(lane);
    const scale = xScale(unit, { ...stepScale, elapsedMs: [] });
    return () => scale;
  }, [unit, epochSteps, batchSize]);
  const steps = Math.max(0, ...lanes.map((lane) => lane.steps));
  const longest = Math.max(steps, previous?.series.steps ?? 0);
  const whole: StepRange = { from: 0, to: totalSteps ?? roundUp(Math.max(100, longest)) };
  const shown = zoom && zoom.from < whole.to ? zoom : null;
  const range = shown ?? whole;
  const furthest = lanes.find((lane) => lane.steps === steps);
  const scale = furthest
    ? scaleOf(furthest)
    : xScale(unit, { stepsPerEpoch: epochSteps, batchSize, elapsedMs: [] });
  const linear =
    shown || unit !== 'seconds' ? span(scale, range) : secondsSoFar(scale, previousScale, longest);
  const domain = log ? afterStart(linear, scale) : linear;
  const measured = measuredSteps(useApp.getState().run);
  return {
    chart,
    unit,
    domain,
    log,
    range,
    zoomed: shown !== null,
    steps,
    measured,
    totalSteps,
    scale,
    scaleOf,
    previousScale,
  };
}

const seconds = new WeakMap<LaneSeries, { readonly steps: number; readonly scale: XScale }>();

/** The same scale as long as the lane takes no step: what was downsampled on it need not be again. */
function secondsOf(lane: LaneSeries): XScale {
  const cached = seconds.get(lane);
  if (cached?.steps === lane.steps) return cached.scale;
  const stepScale = { stepsPerEpoch: null, batchSize: 1, elapsedMs: lane.elapsedMs.values };
  const scale = xScale('seconds', stepScale);
  seconds.set(lane, { steps: lane.steps, scale });
  return scale;
}

/** The axis with ticks for a width in pixels. */
export function xAxis({ unit, domain, log }: Pick<XModel, 'unit' | 'domain' | 'log'>, width: number): Axis {
  const smallest = unit === 'steps' || unit === 'examples' ? 1 : 0;
  const t = messagesNow();
  const format: Axis['format'] = (value, index, all) => formatX(t, unit, value, index === all.length - 1);
  let ticks: number[] = [];
  for (let count = Math.max(2, Math.min(8, Math.floor(width / 60))); count > 0; count--) {
    const candidateTicks = log ? logTicks(domain, count) : linearTicks(domain, count, smallest);
    ticks = besideLast({ domain, ticks: candidateTicks, format, log }, width);
    if (ticksFit({ domain, ticks, format, log }, width)) break;
  }
  return { domain, ticks, format, log };
}

function span(scale: XScale, { from, to }: StepRange): Interval {
  const low = scale.toX(from);
  return [low, Math.max(scale.toX(to), low + 1e-3)];
}

/** A domain without 0, which no log axis holds: from the first step on. */
function afterStart([low, high]: Interval, scale: XScale): Interval {
  const first = scale.toX(1) > 0 ? scale.toX(1) : 1e-3;
  const from = Math.max(low, first);
  return [from, Math.max(high, from * 2)];
}

function secondsSoFar(scale: XScale, previous: XScale | null, steps: number): Interval {
  return [0, roundUp(Math.max(1, scale.toX(steps), previous?.toX(steps) ?? 0))];
}
