import type { ReactNode } from 'react';
import { memo, useCallback, useLayoutEffect, useMemo, useState } from 'react';
import type { XAxisTickContentProps, YAxisTickContentProps } from 'recharts';
import { CartesianGrid, LineChart, usePlotArea, useXAxisScale, useYAxisScale, XAxis, YAxis } from 'recharts';
import type { Interval } from './downsample.ts';
import styles from './Frame.module.css';
import type { Axis, Plot } from './plot.ts';
import { pixelScale, scalePixel, tickAnchor } from './plot.ts';

/** Pixels kept free around the plot area; an x axis is drawn where `bottom` leaves room for it. */
export interface Inset {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface FrameProps {
  readonly width: number;
  readonly height: number;
  readonly inset: Inset;
  readonly x: Axis;
  readonly y: Axis;
  /** What lies over the plot area, positioned against it. */
  readonly children: (plot: Plot) => ReactNode;
}

/** Axes and grid by recharts, and a layer over its plot area for everything else. */
export function Frame({ width, height, inset, x, y, children }: FrameProps) {
  const [plot, setPlot] = useState<Plot | null>(null);
  return (
    <div className={styles.frame}>
      <div className={styles.axes} aria-hidden="true">
        <Axes width={width} height={height} inset={inset} x={x} y={y} onPlot={setPlot} />
      </div>
      {plot && (
        <div
          className={styles.layer}
          style={{ left: plot.left, top: plot.top, width: plot.width, height: plot.height }}
        >
          {children(plot)}
        </div>
      )}
    </div>
  );
}

interface AxesProps extends Omit<FrameProps, 'children'> {
  readonly onPlot: (plot: Plot) => void;
}

const noData: never[] = [];

const Axes = memo(function Axes({ width, height, inset, x, y, onPlot }: AxesProps) {
  const [xLow, xHigh] = x.domain;
  const [yLow, yHigh] = y.domain;
  const log = y.log ?? false;
  const logX = x.log ?? false;
  const xDomain = useMemo<[number, number]>(() => [xLow, xHigh], [xLow, xHigh]);
  const yDomain = useMemo<[number, number]>(() => [yLow, yHigh], [yLow, yHigh]);
  const xTick = useCallback((tick: XAxisTickContentProps) => <XTick tick={tick} axis={x} />, [x]);
  const yTick = useCallback((tick: YAxisTickContentProps) => <YTick tick={tick} axis={y} />, [y]);
  return (
    <LineChart
      width={width}
      height={height}
      data={noData}
      accessibilityLayer={false}
      margin={{ top: inset.top, right: inset.right, bottom: 0, left: 0 }}
    >
      <CartesianGrid vertical={false} syncWithTicks />
      <XAxis
        type="number"
        scale={logX ? 'log' : 'linear'}
        dataKey="x" // without one recharts counts the data for its domain
        domain={xDomain}
        ticks={x.ticks}
        tick={xTick}
        interval={0}
        allowDataOverflow
        hide={inset.bottom === 0}
        height={inset.bottom}
        tickLine={false}
      />
      <YAxis
        type="number"
        scale={log ? 'log' : 'linear'}
        domain={yDomain}
        ticks={y.ticks}
        tick={yTick}
        interval={0}
        allowDataOverflow
        width={inset.left}
        axisLine={false}
        tickLine={false}
      />
      <Probe xDomain={xDomain} yDomain={yDomain} log={log} logX={logX} onPlot={onPlot} />
    </LineChart>
  );
}, sameAxes);

interface ProbeProps {
  readonly xDomain: Interval;
  readonly yDomain: Interval;
  readonly log: boolean;
  readonly logX: boolean;
  readonly onPlot: (plot: Plot) => void;
}

/** Hands out recharts' own scales, as plain functions fast enough for every point of a canvas. */
function Probe({ xDomain, yDomain, log, logX, onPlot }: ProbeProps) {
  const area = usePlotArea();
  const xScale = useXAxisScale();
  const yScale = useYAxisScale();
  useLayoutEffect(() => {
    if (!area || !xScale || !yScale || area.width <= 0 || area.height <= 0) return;
    const left = (xScale(xDomain[0]) ?? area.x) - area.x;
    const right = (xScale(xDomain[1]) ?? area.x + area.width) - area.x;
    const bottom = (yScale(yDomain[0]) ?? area.y + area.height) - area.y;
    const top = (yScale(yDomain[1]) ?? area.y) - area.y;
    onPlot({
      left: area.x,
      top: area.y,
      width: area.width,
      height: area.height,
      x: pixelScale(xDomain, left, right, logX),
      y: pixelScale(yDomain, bottom, top, log),
      xAt: scalePixel(xDomain, left, right, logX),
    });
  }, [area, xScale, yScale, xDomain, yDomain, log, logX, onPlot]);
  return null;
}

function XTick({ tick, axis }: { tick: XAxisTickContentProps; axis: Axis }) {
  const value = Number(tick.payload.value);
  const anchor = tickAnchor(axis, value);
  return (
    <text x={Number(tick.x)} y={Number(tick.y) + 8} textAnchor={anchor} className={styles.tick}>
      {axis.format(value, axis.ticks.indexOf(value), axis.ticks)}
    </text>
  );
}

function YTick({ tick, axis }: { tick: YAxisTickContentProps; axis: Axis }) {
  const value = Number(tick.payload.value);
  return (
    <text x={Number(tick.x)} y={Number(tick.y)} dy="0.355em" textAnchor="end" className={styles.tick}>
      {axis.format(value, axis.ticks.indexOf(value), axis.ticks)}
    </text>
  );
}

function sameAxes(a: AxesProps, b: AxesProps): boolean {
  return (
    a.width === b.width &&
    a.height === b.height &&
    a.onPlot === b.onPlot &&
    (['left', 'right', 'top', 'bottom'] as const).every((side) => a.inset[side] === b.inset[side]) &&
    sameAxis(a.x, b.x) &&
    sameAxis(a.y, b.y)
  );
}

function sameAxis(a: Axis, b: Axis): boolean {
  return (
    a.log === b.log &&
    a.domain[0] === b.domain[0] &&
    a.domain[1] === b.domain[1] &&
    a.ticks.length === b.ticks.length &&
    a.ticks.every(
      (tick, i) => tick === b.ticks[i] && a.format(tick, i, a.ticks) === b.format(tick, i, b.ticks),
    )
  );
}
