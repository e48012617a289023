import { Swatch } from '../../kit/lane/Swatch.tsx';
import styles from './LaneKey.module.css';
import { useShownLanes } from './shownLanes.ts';

/** Which line is which lane, where there is no room for names beside the plot: on a phone, and in an image saved there. */
export function LaneKey() {
  const lanes = useShownLanes();
  return (
    <ul className={styles.key} data-lane-key aria-hidden="true">
      {lanes.map(({ key, style, label }) => (
        <li key={key} className={styles.lane}>
          <Swatch style={style} fades />
          <span className={styles.name}>{label}</span>
        </li>
      ))}
    </ul>
  );
}
