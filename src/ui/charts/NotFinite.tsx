import { TriangleAlert } from 'lucide-react';
import { gapStarts } from './gaps.ts';
import { lookVariables } from './lane.ts';
import styles from './NotFinite.module.css';
import type { Plot } from './plot.ts';
import type { LossLane } from './useLossModel.ts';

const near = 14;

/** A triangle at the last finite loss before each that is not. That of a divergence stands with its label. */
export function NotFinite({ plot, lanes }: { readonly plot: Plot; readonly lanes: readonly LossLane[] }) {
  return (
    <div className={styles.marks} aria-hidden="true">
      {lanes.map(({ key, curve, look, series }) => {
        const told = series.divergence ? curve.end?.x : undefined;
        const starts = gapStarts(curve.smooth, (x) => plot.x(x), near).filter(({ x }) => x !== told);
        return (
          <div key={key} style={lookVariables(look)} data-look={look.look}>
            {starts
              .filter(({ x }) => plot.x(x) >= 0 && plot.x(x) <= plot.width)
              .map(({ x, y }) => (
                <TriangleAlert
                  key={x}
                  className={styles.mark}
                  style={{ left: plot.x(x), top: Math.max(0, Math.min(plot.height, plot.y(y))) }}
                />
              ))}
          </div>
        );
      })}
    </div>
  );
}
