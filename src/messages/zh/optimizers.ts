import type { optimizers as english } from '../en/optimizers.ts';
import type { Shape } from '../shape.ts';

/** Name, help and parameters of each optimizer. */
export const optimizers = {} satisfies Shape<typeof english>;
