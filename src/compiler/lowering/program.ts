import type { Kernel } from '../kernels/kernel.ts';
import type { KernelSequence } from '../kernels/sequence.ts';

/** A range of a named buffer, in 32-bit words. */
export interface BufferRange {
  readonly buffer: string;
  readonly offset: number;
  readonly length: number;
}

export type Bindings = Readonly<Record<string, BufferRange>>;

/** A kernel with the buffers it runs on. */
export interface Dispatch {
  readonly kernel: Kernel;
  readonly buffers: Bindings;
}

/** One computation of a program: all candidates write the same bits, at different speeds. */
export interface Computation {
  /** The name of the first candidate's first kernel, which says family and shapes. */
  readonly key: string;
  readonly candidates: readonly (readonly Dispatch[])[];
}

/** Which candidate of a computation to run, by its key; 0 where nothing is known. */
export type Picks = ReadonlyMap<string, number>;

const asSequence = (made: Kernel | KernelSequence): KernelSequence =>
  'kernels' in made ? made : { kernels: [made], scratch: {} };

/** Computations in order, and the buffers they need: a list that is captured once and replayed. */
export class Program {
  readonly computations: Computation[] = [];
  /** 32-bit words by name. Scratch is shared: it lives no longer than the computation that uses it. */
  readonly buffers = new Map<string, number>();
  #mark = 0;

  /** A whole buffer of at least `length` words. */
  buffer(name: string, length: number): BufferRange {
    this.buffers.set(name, Math.max(length, this.buffers.get(name) ?? 0));
    return { buffer: name, offset: 0, length };
  }

  add(made: Kernel | KernelSequence, bindings: Bindings): void {
    this.addTuned([null], () => made, bindings);
  }

  /** A computation that may be done in several ways, the likeliest fastest first. */
  addTuned<Tuning>(
    tunings: readonly Tuning[],
    make: (tuning: Tuning) => Kernel | KernelSequence,
    bindings: Bindings,
  ): void {
    const candidates = tunings.map((tuning) => this.#dispatches(asSequence(make(tuning)), bindings));
    this.computations.push({ key: candidates[0]?.[0]?.kernel.name ?? '', candidates });
  }

  /** Adds computations of another program, all or those from one to before another, on buffers of other names. */
  append(
    other: Program,
    renamed: ReadonlyMap<string, string>,
    from = 0,
    to = other.computations.length,
  ): void {
    const nameOf = (name: string): string => renamed.get(name) ?? name;
    for (const [name, length] of other.buffers) this.buffer(nameOf(name), length);
    const rebound = ({ kernel, buffers }: Dispatch): Dispatch => ({
      kernel,
      buffers: Object.fromEntries(
        Object.entries(buffers).map(([binding, range]) => [
          binding,
          { ...range, buffer: nameOf(range.buffer) },
        ]),
      ),
    });
    for (const { key, candidates } of other.computations.slice(from, to))
      this.computations.push({ key, candidates: candidates.map((candidate) => candidate.map(rebound)) });
  }

  /** The place remembered: how many computations come before it. */
  get marked(): number {
    return this.#mark;
  }

  /** Remembers this place between two computations. */
  mark(): void {
    this.#mark = this.computations.length;
  }

  /** How many of the dispatches come before the place remembered. */
  dispatchesBeforeMark(picks: Picks): number {
    return this.#picked(this.computations.slice(0, this.#mark), picks).length;
  }

  /** The dispatches to capture. */
  dispatches(picks: Picks): Dispatch[] {
    return this.#picked(this.computations, picks);
  }

  #picked(computations: readonly Computation[], picks: Picks): Dispatch[] {
    return computations.flatMap(
      ({ key, candidates }) => candidates[picks.get(key) ?? 0] ?? candidates[0] ?? [],
    );
  }

  #dispatches({ kernels, scratch }: KernelSequence, bindings: Bindings): Dispatch[] {
    const scratchRanges = Object.entries(scratch).map(
      ([name, length]) => [name, this.buffer(`scratch/${name}`, length)] as const,
    );
    const buffers = { ...bindings, ...Object.fromEntries(scratchRanges) };
    return kernels.map((kernel) => ({ kernel, buffers }));
  }
}

/** The words each buffer must have for all the programs. */
export function wordsOf(programs: readonly Program[]): Map<string, number> {
  const words = new Map<string, number>();
  for (const { buffers } of programs) {
    for (const [name, length] of buffers) words.set(name, Math.max(length, words.get(name) ?? 0));
  }
  return words;
}

/** The bytes of buffers of so many 32-bit words, by name. */
export const bytesOf = (words: ReadonlyMap<string, number>): Map<string, number> =>
  new Map([...words].map(([name, length]) => [name, Math.max(16, 4 * length)]));
