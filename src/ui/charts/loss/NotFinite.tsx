import { TriangleAlert } from 'lucide-react';
import { clamp } from '../../../core/clamp.ts';
import { styleVariables } from '../../kit/lane/laneStyle.ts';
import type { Plot } from '../engine/plot.ts';
import { gapMarks } from './gapMarks.ts';
import styles from './NotFinite.module.css';
import type { LossModel } from './useLossModel.ts';

type Props = { readonly plot: Plot } & Pick<LossModel, 'lanes' | 'seeds'>;

/** A triangle where the line of a lane, or of one of its seeds, breaks off. That of a divergence stands with its label. */
export function NotFinite({ plot, lanes, seeds }: Props) {
  const height = (y: number): number => clamp(plot.y(y), 0, plot.height);
  return (
    <div className={styles.marks} aria-hidden="true">
      {lanes.map(({ key, curve, style, series, band }) => {
        const labelled = series.divergence && band === null ? curve.end : null;
        const laneSeeds = seeds.filter(
          (seed) => seed.styleIndex === style.styleIndex && seed.lower === undefined,
        );
        const marks = gapMarks({ bold: curve.smooth, seeds: laneSeeds, labelled }, ({ x, y }) => ({
          x: plot.x(x),
          y: height(y),
        }));
        return (
          <div key={key} style={styleVariables(style)} data-style={style.styleIndex}>
            {marks
              .filter(({ x }) => plot.x(x) >= 0 && plot.x(x) <= plot.width)
              .map(({ x, y }) => (
                <TriangleAlert
                  key={`${x} ${y}`}
                  className={styles.mark}
                  style={{ left: plot.x(x), top: height(y) }}
                />
              ))}
          </div>
        );
      })}
    </div>
  );
}
