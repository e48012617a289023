import type { diagnostics as english } from '../../en/deferred/diagnostics.ts';
import type { Shape } from '../../shape.ts';

/** Statistics of layers, and what is wrong with gradients. */
export const diagnostics = {} satisfies Shape<typeof english>;
