import { formatLoss } from '../../core/format.ts';
import { placeMarks } from './labels.ts';
import styles from './OffScale.module.css';
import { peaksAbove } from './peaks.ts';
import type { Plot } from './plot.ts';
import type { LossLane } from './useLossModel.ts';

interface OffScaleProps {
  readonly plot: Plot;
  readonly lanes: readonly Pick<LossLane, 'curve' | 'series'>[];
  /** The upper end of the y axis. */
  readonly top: number;
}

const letter = 6.6; // pixels, on average, at the size of chart text
const near = 32;

/** Where curves leave through the top of the plot: an arrow there, with how high they go. A divergence is told elsewhere. */
export function OffScale({ plot, lanes, top }: OffScaleProps) {
  const peaks = lanes
    .flatMap(({ curve, series }) => {
      const before = series.divergence && curve.end ? curve.end.x : Number.POSITIVE_INFINITY;
      return peaksAbove(curve.raw, top, (x) => plot.x(x), near).filter(({ x }) => x < before);
    })
    .map(({ x, y }) => ({ x: plot.x(x), label: `↑ ${formatLoss(y)}` }))
    .sort((a, b) => a.x - b.x);
  return (
    <div className={styles.marks} aria-hidden="true">
      {placeMarks(peaks, plot.width, letter).map(({ x, label, left }) =>
        left === null ? null : (
          <span key={x} className={styles.mark} style={{ left }}>
            {label}
          </span>
        ),
      )}
    </div>
  );
}
