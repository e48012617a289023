import type { ChangeMark } from '../../../experiment/edits.ts';
import { changesText } from '../../../messages/changes.ts';
import type { LaneStyle } from '../../kit/lane/laneStyle.ts';
import { styleVariables } from '../../kit/lane/laneStyle.ts';
import { useMessages } from '../../kit/language.ts';
import styles from './ChangeMarks.module.css';
import { placeMarks } from './labels.ts';
import type { Plot } from './plot.ts';
import type { XScale } from './xUnit.ts';

interface ChangedLane {
  readonly style: LaneStyle;
  readonly scale: XScale;
  readonly series: { readonly changes: readonly ChangeMark[] };
}

interface ChangeMarksProps {
  readonly plot: Plot;
  readonly lanes: readonly ChangedLane[];
  /** Whether there is room above the plot for what was changed. */
  readonly labelled: boolean;
}

const letter = 6.2; // pixels, on average, at the size of chart text

/** A dotted line where a live edit changed a value during the run; labels of several lanes share one row. */
export function ChangeMarks({ plot, lanes, labelled }: ChangeMarksProps) {
  const t = useMessages();
  const inView = lanes
    .flatMap(({ style, scale, series }) => {
      const occupied = new Set<number>(); // a line a pixel: a gesture may be thousands of live edits
      return series.changes.flatMap((change) => {
        const x = plot.x(scale.toX(change.step));
        if (!(x >= 0 && x <= plot.width) || occupied.has(Math.round(x))) return [];
        occupied.add(Math.round(x));
        return [{ x, label: changesText(t, change.changes), style }];
      });
    })
    .sort((a, b) => a.x - b.x);
  return (
    <div className={styles.marks} aria-hidden="true">
      {placeMarks(inView, plot.width, letter).map(({ x, label, left, style }) => (
        <div key={`${x}${label}${style.color}`} style={styleVariables(style)}>
          <div className={styles.line} style={{ left: Math.round(x) }} data-style={style.styleIndex} />
          {labelled && left !== null && (
            <div className={styles.label} style={{ left }}>
              {label}
            </div>
          )}
        </div>
      ))}
    </div>
  );
}
