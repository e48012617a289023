import type { presets as english } from '../en/presets.ts';
import type { Shape } from '../shape.ts';

/** Name and lesson of each preset. */
export const presets = {} satisfies Shape<typeof english>;
