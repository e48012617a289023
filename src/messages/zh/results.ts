import type { results as english } from '../en/results.ts';
import type { Shape } from '../shape.ts';

/** The results: standings, tables, profile, confusion matrix. */
export const results = {} satisfies Shape<typeof english>;
