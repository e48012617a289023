import type { Stage } from '../transform.ts';

/** g ← √max(1, cols/rows) NS(g) of every matrix, by five Newton–Schulz steps; see routines/newton-schulz.ts. */
export const orthogonalize: Stage = { tier: 'routine', routine: { id: 'orthogonalize', steps: 5 } };
