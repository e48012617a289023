import type { Kernel } from '../kernels/kernel.ts';
import type { KernelSequence } from '../kernels/sequence.ts';

/** A range of a named buffer, in 32-bit words. */
export interface BufferRange {
  readonly buffer: string;
  readonly offset: number;
  readonly length: number;
}

/** A kernel with the buffers it runs on. */
export interface Dispatch {
  readonly kernel: Kernel;
  readonly buffers: Readonly<Record<string, BufferRange>>;
}

/** Picks one of several tunings of the same computation; all give the same bits. */
export type Choose = <Tuning>(
  tunings: readonly Tuning[],
  make: (tuning: Tuning) => Kernel | KernelSequence,
) => KernelSequence;

export const asSequence = (made: Kernel | KernelSequence): KernelSequence =>
  'kernels' in made ? made : { kernels: [made], scratch: {} };

/** Without measuring: the tuning each kernel names first. */
export const chooseFirst: Choose = (tunings, make) => {
  const [first] = tunings;
  if (first === undefined) throw new RangeError('tuning: a kernel offered none');
  return asSequence(make(first));
};

/** Dispatches in order, and the buffers they need: a list that is captured once and replayed. */
export class Program {
  readonly dispatches: Dispatch[] = [];
  /** 32-bit words by name. Scratch is shared: it lives no longer than the sequence that uses it. */
  readonly buffers = new Map<string, number>();

  /** A whole buffer of at least `length` words. */
  buffer(name: string, length: number): BufferRange {
    this.buffers.set(name, Math.max(length, this.buffers.get(name) ?? 0));
    return { buffer: name, offset: 0, length };
  }

  add({ kernels, scratch }: KernelSequence, buffers: Readonly<Record<string, BufferRange>>): void {
    const own = Object.entries(scratch).map(
      ([name, length]) => [name, this.buffer(`scratch/${name}`, length)] as const,
    );
    const all = { ...buffers, ...Object.fromEntries(own) };
    for (const kernel of kernels) this.dispatches.push({ kernel, buffers: all });
  }
}
