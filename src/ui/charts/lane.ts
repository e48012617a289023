import type { CSSProperties } from 'react';

/** How a lane is told from the others: CSS variables of its colour and dash. */
export interface LaneLook {
  readonly color: string;
  readonly dash: string;
}

/** The look of lane 0, 1, …; after eight they repeat. */
export function laneLook(lane: number): LaneLook {
  const number = (lane % 8) + 1;
  return { color: `--lane-${number}`, dash: `--dash-${number}` };
}

/** How the run before is drawn. */
export const previousLook: LaneLook = { color: '--faint', dash: '--dash-5' };

/** Sets `--c` and `--d` for the rules of a CSS module. */
export function lookVariables({ color, dash }: LaneLook): CSSProperties {
  return { '--c': `var(${color})`, '--d': `var(${dash})` } as CSSProperties;
}
