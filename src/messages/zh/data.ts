import type { data as english } from '../en/data.ts';
import type { Shape } from '../shape.ts';

/** Name and help of each dataset, and its classes. */
export const data = {} satisfies Shape<typeof english>;
