import type { schedules as english } from '../en/schedules.ts';
import type { Shape } from '../shape.ts';

/** Name, help and parameters of each schedule. */
export const schedules = {} satisfies Shape<typeof english>;
