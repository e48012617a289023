import type { AdapterClass } from '../kernels/kernel.ts';
import type { Arena } from './arena.ts';
import type { Choose } from './program.ts';

/** What all programs of one executor share. */
export interface LowerContext {
  readonly choose: Choose;
  readonly adapterClass: AdapterClass;
  readonly arena: Arena;
  readonly classes: number;
  readonly channels: number;
}
