import type { Stage } from '../transform.ts';

/** g ← √max(1, cols/rows) NS(g) of every matrix, by five Newton–Schulz steps; see custom-ops/newton-schulz.ts. */
export const orthogonalize: Stage = { kind: 'custom-op', op: { id: 'orthogonalize', steps: 5 } };
