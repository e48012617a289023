import type { Kernel } from './kernel.ts';

/** Kernels to run one after the other, and the buffers that only they use: floats by binding name. */
export interface KernelSequence {
  readonly kernels: readonly Kernel[];
  readonly scratch: Readonly<Record<string, number>>;
}
