import type { lanes as english } from '../en/lanes.ts';
import type { Shape } from '../shape.ts';

/** The lane cards: their states, controls, menus and notes. */
export const lanes = {} satisfies Shape<typeof english>;
