import type { models as english } from '../en/models.ts';
import type { Shape } from '../shape.ts';

/** Name, help and options of each model. */
export const models = {} satisfies Shape<typeof english>;
