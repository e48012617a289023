import type { CSSProperties } from 'react';

/** How a lane is told from the others: CSS variables of its colour and dash. */
export interface LaneStyle {
  /** Which lane it is, counted from 0; left out where it stands for all. */
  readonly styleIndex?: number | 'previous';
  readonly color: string;
  readonly dash: string;
}

const styles = [1, 2, 3, 4, 5, 6, 7, 8].map(
  (number): LaneStyle => ({ styleIndex: number - 1, color: `--lane-${number}`, dash: `--dash-${number}` }),
);

/** Style 0, 1, …; after eight they repeat. The same object for the same style. */
export function laneStyle(styleIndex: number): LaneStyle {
  return styles[styleIndex % styles.length] ?? previousStyle;
}

const tried = styles.map(({ styleIndex, color }) =>
  styles.map(({ dash }): LaneStyle => ({ styleIndex: styleIndex ?? 0, color, dash })),
);

/** Of several curves of one lane each: its colour, and a dash that tells which of them it is. */
export function triedStyle(styleIndex: number, index: number): LaneStyle {
  return tried[styleIndex % styles.length]?.[index % styles.length] ?? laneStyle(styleIndex);
}

/** How the run before is drawn. */
export const previousStyle: LaneStyle = { styleIndex: 'previous', color: '--faint', dash: '--dash-5' };

/** Sets `--c` and `--d` for the rules of a CSS module. */
export function styleVariables({ color, dash }: LaneStyle): CSSProperties {
  return { '--c': `var(${color})`, '--d': `var(${dash})` } as CSSProperties;
}
