import type { experiment as english } from '../en/experiment.ts';
import type { Shape } from '../shape.ts';

/** Errors of an experiment, and the names of its fields. */
export const experiment = {} satisfies Shape<typeof english>;
