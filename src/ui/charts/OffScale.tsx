import { formatLoss } from '../../core/format.ts';
import { placeMarks } from './labels.ts';
import styles from './OffScale.module.css';
import { peaksAbove } from './peaks.ts';
import type { Plot } from './plot.ts';
import type { Points } from './thinning.ts';

interface OffScaleProps {
  readonly plot: Plot;
  readonly points: Points;
  /** The upper end of the y axis. */
  readonly top: number;
  /** Points from here on are told elsewhere. */
  readonly before: number;
}

const letter = 6.6; // pixels, on average, at the size of chart text
const near = 32;

/** Where a curve leaves through the top of the plot: an arrow there, with how high it goes. */
export function OffScale({ plot, points, top, before }: OffScaleProps) {
  const peaks = peaksAbove(points, top, (x) => plot.x(x), near)
    .filter(({ x }) => x < before)
    .map(({ x, y }) => ({ x: plot.x(x), label: `↑ ${formatLoss(y)}` }));
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
