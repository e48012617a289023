import { laneLook, lookVariables } from '../charts/lane.ts';
import classes from './Swatch.module.css';

/** The lane's line as the charts draw it, long enough that its dash is told from the others. Looks count from 0. */
export function Swatch({ look }: { readonly look: number }) {
  return (
    <svg
      className={classes.swatch}
      style={lookVariables(laneLook(look))}
      viewBox="0 0 28 12"
      aria-hidden="true"
    >
      <line x1="0" x2="28" y1="6" y2="6" />
    </svg>
  );
}
