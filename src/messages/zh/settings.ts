import type { settings as english } from '../en/settings.ts';
import type { Shape } from '../shape.ts';

/** The drawers of the sidebar: data, length, race, model. */
export const settings = {} satisfies Shape<typeof english>;
