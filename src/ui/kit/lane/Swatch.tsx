import type { LaneStyle } from './laneStyle.ts';
import { styleVariables } from './laneStyle.ts';
import styles from './Swatch.module.css';

interface Props {
  readonly style: LaneStyle;
  /** Whether it fades with its curve while another lane is highlighted; words beside it never do. */
  readonly fades?: boolean;
}

/** A piece of a lane's line, smaller than its curve is drawn, so that the whole of a dash is seen. */
export function Swatch({ style, fades = false }: Props) {
  return (
    <svg
      className={styles.swatch}
      style={styleVariables(style)}
      viewBox="0 0 22 12"
      data-style={fades ? style.styleIndex : undefined}
      aria-hidden="true"
    >
      <line x1="0" x2="22" y1="6" y2="6" />
    </svg>
  );
}
