import type { engine as english } from '../en/engine.ts';
import type { Shape } from '../shape.ts';

/** Divergence, failures of the device, progress of building. */
export const engine = {} satisfies Shape<typeof english>;
