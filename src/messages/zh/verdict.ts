import type { verdict as english } from '../en/verdict.ts';
import type { Shape } from '../shape.ts';

/** Verdict and badges of a race. */
export const verdict = {} satisfies Shape<typeof english>;
