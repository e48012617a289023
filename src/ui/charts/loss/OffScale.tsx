import { useMessages } from '../../kit/language.ts';
import type { Interval } from '../engine/downsample.ts';
import type { Mark } from '../engine/labels.ts';
import { placeMarks } from '../engine/labels.ts';
import type { Plot } from '../engine/plot.ts';
import styles from './OffScale.module.css';
import { lowestBelow, peaksAbove } from './peaks.ts';
import type { LossLane } from './useLossModel.ts';

interface OffScaleProps {
  readonly plot: Plot;
  readonly lanes: readonly Pick<LossLane, 'curve' | 'series'>[];
  /** Of the y axis. */
  readonly domain: Interval;
}

const letter = 6.6; // pixels, on average, at the size of chart text
const near = 32;

/**
 * Where curves leave through the top of the plot: an arrow there, with how high they go; and through the bottom, where many
 * steps may: the lowest alone. A divergence is told elsewhere.
 */
export function OffScale({ plot, lanes, domain: [bottom, top] }: OffScaleProps) {
  const t = useMessages();
  const peaks = lanes
    .flatMap(({ curve, series }) => {
      const before = series.divergence && curve.end ? curve.end.x : Number.POSITIVE_INFINITY;
      return peaksAbove(curve.raw, top, (x) => plot.x(x), near).filter(({ x }) => x < before);
    })
    .map(({ x, y }) => ({ x: plot.x(x), label: `↑ ${t.format.measured(y)}` }))
    .sort((a, b) => a.x - b.x);
  const lowest = lowestBelow(
    lanes.map(({ curve }) => curve.raw),
    bottom,
  );
  const low = lowest === null ? [] : [{ x: plot.x(lowest.x), label: `↓ ${t.format.measured(lowest.y)}` }];
  return (
    <div className={styles.marks} aria-hidden="true">
      <Marks marks={peaks} width={plot.width} className={styles.mark ?? ''} />
      <Marks marks={low} width={plot.width} className={`${styles.mark} ${styles.low}`} />
    </div>
  );
}

interface MarksProps {
  readonly marks: readonly Mark[];
  readonly width: number;
  readonly className: string;
}

function Marks({ marks, width, className }: MarksProps) {
  return placeMarks(marks, width, letter).map(({ x, label, left }) =>
    left === null ? null : (
      <span key={x} className={className} style={{ left }}>
        {label}
      </span>
    ),
  );
}
