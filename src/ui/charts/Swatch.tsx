import type { LaneLook } from './lane.ts';
import { lookVariables } from './lane.ts';
import styles from './Swatch.module.css';

/** A piece of a lane's line, as its curve is drawn. */
export function Swatch({ look }: { readonly look: LaneLook }) {
  return (
    <svg className={styles.swatch} style={lookVariables(look)} viewBox="0 0 14 8" aria-hidden="true">
      <line x1="0" x2="14" y1="4" y2="4" />
    </svg>
  );
}
