import type { LaneLook } from './lane.ts';
import { lookVariables } from './lane.ts';
import styles from './Swatch.module.css';

interface Props {
  readonly look: LaneLook;
  /** Whether it fades with its curve while another lane is lit; words beside it never do. */
  readonly fades?: boolean;
}

/** A piece of a lane's line, as its curve is drawn. */
export function Swatch({ look, fades = false }: Props) {
  return (
    <svg
      className={styles.swatch}
      style={lookVariables(look)}
      viewBox="0 0 14 8"
      data-look={fades ? look.look : undefined}
      aria-hidden="true"
    >
      <line x1="0" x2="14" y1="4" y2="4" />
    </svg>
  );
}
