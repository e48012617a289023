import type { charts as english } from '../en/charts.ts';
import type { Shape } from '../shape.ts';

/** The charts: axes, legends, menus, texts for screen readers. */
export const charts = {} satisfies Shape<typeof english>;
