import { laneStyle, styleVariables } from '../kit/lane/laneStyle.ts';
import classes from './Swatch.module.css';

/** The lane's line as the charts draw it, long enough to tell its dash from the others. Styles count from 0. */
export function Swatch({ styleIndex }: { readonly styleIndex: number }) {
  return (
    <svg
      className={classes.swatch}
      style={styleVariables(laneStyle(styleIndex))}
      viewBox="0 0 28 12"
      aria-hidden="true"
    >
      <line x1="0" x2="28" y1="6" y2="6" />
    </svg>
  );
}
