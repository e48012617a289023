import type { AdapterClass } from '../kernels/kernel.ts';
import type { Arena } from './arena.ts';

/** What all programs of one executor share. */
export interface LowerContext {
  readonly adapterClass: AdapterClass;
  readonly arena: Arena;
  readonly classes: number;
}
