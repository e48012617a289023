import type { ChangeMark } from '../../store/series.ts';
import styles from './ChangeMarks.module.css';
import { placeMarks } from './labels.ts';
import type { LaneLook } from './lane.ts';
import { lookVariables } from './lane.ts';
import type { Plot } from './plot.ts';
import type { XScale } from './xUnit.ts';

interface ChangeMarksProps {
  readonly plot: Plot;
  readonly scale: XScale;
  readonly changes: readonly ChangeMark[];
  readonly look: LaneLook;
  /** Whether there is room above the plot for what was changed. */
  readonly labelled: boolean;
}

const letter = 6.2; // pixels, on average, at the size of chart text

/** A dotted line where a hand moved a control during the run. */
export function ChangeMarks({ plot, scale, changes, look, labelled }: ChangeMarksProps) {
  const inView = changes
    .map(({ step, label }) => ({ x: plot.x(scale.toX(step)), label }))
    .filter(({ x }) => x >= 0 && x <= plot.width);
  return (
    <div className={styles.marks} style={lookVariables(look)} aria-hidden="true">
      {placeMarks(inView, plot.width, letter).map(({ x, label, left }) => (
        <div key={`${x}${label}`}>
          <div className={styles.line} style={{ left: Math.round(x) }} />
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
