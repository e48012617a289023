import type { files as english } from '../en/files.ts';
import type { Shape } from '../shape.ts';

/** Files and links that are opened or saved, and why one cannot be. */
export const files = {} satisfies Shape<typeof english>;
