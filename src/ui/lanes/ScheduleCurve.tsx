import { scheduleAt } from '../../experiment/hyperparam-timeline.ts';
import type { ScheduleSpec } from '../../experiment/schema.ts';
import { pixelScale } from '../charts/engine/plot.ts';
import { roundUp } from '../charts/engine/scale.ts';
import { messagesNow } from '../kit/language.ts';
import styles from './ScheduleCurve.module.css';

interface ScheduleCurveProps {
  readonly schedule: ScheduleSpec;
  /** What the schedule multiplies. */
  readonly base: number;
  /** Steps of the run; null until stopped. */
  readonly totalSteps: number | null;
  /** Where the run is. */
  readonly step: number;
  readonly size: 'small' | 'large';
  /** Any CSS colour. */
  readonly color: string;
  /** What it is the curve of, for a screen reader; empty where something beside it says so. */
  readonly label: string;
}

interface Box {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const boxes: Readonly<Record<ScheduleCurveProps['size'], Box>> = {
  small: { width: 56, height: 24, left: 5, right: 5, top: 5, bottom: 5 },
  large: { width: 330, height: 130, left: 40, right: 12, top: 10, bottom: 22 },
};

/** The shape of a schedule over the run, past strong and future faint, with a mark at the step the run is at. */
export function ScheduleCurve({ schedule, base, totalSteps, step, size, color, label }: ScheduleCurveProps) {
  const t = messagesNow();
  const box = boxes[size];
  const end = totalSteps ?? openEnd(schedule, step);
  const last = totalSteps === null ? Number.POSITIVE_INFINITY : totalSteps - 1; // what follows the last step is never used
  const at = (t: number): number =>
    scheduleAt(schedule, base, Math.min(t, last), totalSteps ?? Number.POSITIVE_INFINITY);
  const steps = sampleSteps(end, size === 'large' ? 200 : 56);
  const values = steps.map(at);
  const here = Math.max(0, Math.min(step, end));
  const top = roundUp(Math.max(...values, Number.MIN_VALUE * 1e20));
  const x = pixelScale([0, end], box.left, box.width - box.right);
  const y = pixelScale(
    [0, size === 'large' ? top : Math.max(...values, Number.MIN_VALUE * 1e20)],
    box.height - box.bottom,
    box.top,
  );
  const line = (from: number, to: number): string =>
    path([from, ...steps.filter((t) => t > from && t < to), to], at, x, y);
  return (
    <svg
      className={styles[size]}
      viewBox={`0 0 ${box.width} ${box.height}`}
      style={{ color }}
      role="img"
      aria-label={t('charts.curve.label', {
        schedule: label,
        value: t.format.chosen(at(here), 4),
        step: t.format.whole(here),
      })}
      aria-hidden={label === ''}
    >
      {size === 'large' && <Axes box={box} top={top} end={end} y={y} />}
      <path className={styles.ahead} d={line(here, end)} />
      {here > 0 && <path className={styles.past} d={line(0, here)} />}
      {size === 'large' && (
        <line className={styles.now} x1={x(here)} x2={x(here)} y1={box.top} y2={box.height - box.bottom} />
      )}
      <circle className={styles.dot} cx={x(here)} cy={y(at(here))} r={size === 'large' ? 4 : 3.25} />
    </svg>
  );
}

function Axes({
  box,
  top,
  end,
  y,
}: {
  readonly box: Box;
  readonly top: number;
  readonly end: number;
  readonly y: (value: number) => number;
}) {
  const t = messagesNow();
  const right = box.width - box.right;
  const bottom = box.height - box.bottom;
  return (
    <g>
      {[top, top / 2].map((value) => (
        <line key={value} className={styles.grid} x1={box.left} x2={right} y1={y(value)} y2={y(value)} />
      ))}
      <line className={styles.axis} x1={box.left} x2={right} y1={bottom} y2={bottom} />
      {[0, top / 2, top].map((value) => (
        <text key={value} className={styles.tick} x={box.left - 8} y={y(value)} dy="0.355em" textAnchor="end">
          {t.format.chosen(value)}
        </text>
      ))}
      <text className={styles.tick} x={box.left} y={box.height - 7}>
        0
      </text>
      <text className={styles.tick} x={right} y={box.height - 7} textAnchor="end">
        {t('charts.curve.steps', { steps: end })}
      </text>
    </g>
  );
}

function path(
  steps: readonly number[],
  at: (t: number) => number,
  x: (t: number) => number,
  y: (value: number) => number,
): string {
  return steps.map((t, i) => `${i === 0 ? 'M' : 'L'}${x(t).toFixed(2)} ${y(at(t)).toFixed(2)}`).join('');
}

function sampleSteps(end: number, count: number): number[] {
  return Array.from({ length: count + 1 }, (_, i) => Math.round((end * i) / count));
}

/** How much of an endless schedule to show: the run so far, and enough to see its shape. */
function openEnd({ warmup, ...rest }: ScheduleSpec, step: number): number {
  const spans = [rest.every, rest.period, rest.timescale].filter((span) => typeof span === 'number');
  return roundUp(Math.max(100, step * 1.25, warmup * 2, ...spans.map((span) => span * 4)));
}
