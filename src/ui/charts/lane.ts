import type { CSSProperties } from 'react';

/** How a lane is told from the others: CSS variables of its colour and dash. */
export interface LaneLook {
  /** Which lane it is, counted from 0; left out where it stands for all. */
  readonly look?: number | 'previous';
  readonly color: string;
  readonly dash: string;
}

const looks = [1, 2, 3, 4, 5, 6, 7, 8].map(
  (number): LaneLook => ({ look: number - 1, color: `--lane-${number}`, dash: `--dash-${number}` }),
);

/** Look 0, 1, …; after eight they repeat. The same object for the same look. */
export function laneLook(look: number): LaneLook {
  return looks[look % looks.length] ?? previousLook;
}

const tried = looks.map(({ look, color }) =>
  looks.map(({ dash }): LaneLook => ({ look: look ?? 0, color, dash })),
);

/** Of several curves of one lane each: its colour, and a dash that tells which of them it is. */
export function triedLook(look: number, index: number): LaneLook {
  return tried[look % looks.length]?.[index % looks.length] ?? laneLook(look);
}

/** How the run before is drawn. */
export const previousLook: LaneLook = { look: 'previous', color: '--faint', dash: '--dash-5' };

/** Sets `--c` and `--d` for the rules of a CSS module. */
export function lookVariables({ color, dash }: LaneLook): CSSProperties {
  return { '--c': `var(${color})`, '--d': `var(${dash})` } as CSSProperties;
}
