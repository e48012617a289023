import type { BufferRange } from '../lowering/program.ts';

/** How many bytes one buffer lies behind another. */
export interface BufferDistance {
  readonly from: BufferRange;
  readonly to: BufferRange;
}

/** A number; a range of a buffer, which becomes its address; a distance in bytes. */
export type CallArgument = number | BufferRange | BufferDistance;

/** A call of an exported function of the module `src/assembly/index.ts`. */
export interface Call {
  readonly name: string;
  readonly args: readonly CallArgument[];
}

/** Calls in order, and the buffers they need: a list that is linked once and run at each step. */
export class CallProgram {
  readonly calls: Call[] = [];
  /** 32-bit words by name. */
  readonly buffers = new Map<string, number>();

  /** A whole buffer of at least `length` words. */
  buffer(name: string, length: number): BufferRange {
    this.buffers.set(name, Math.max(length, this.buffers.get(name) ?? 0));
    return { buffer: name, offset: 0, length };
  }

  call(name: string, ...args: readonly CallArgument[]): void {
    this.calls.push({ name, args });
  }

  /** Adds the calls of another program, some of its buffers under other names. */
  append({ calls, buffers }: CallProgram, renamed: ReadonlyMap<string, string> = new Map()): void {
    const nameOf = (name: string): string => renamed.get(name) ?? name;
    const rangeOf = (range: BufferRange): BufferRange => ({ ...range, buffer: nameOf(range.buffer) });
    const argumentOf = (argument: CallArgument): CallArgument => {
      if (typeof argument === 'number') return argument;
      if ('buffer' in argument) return rangeOf(argument);
      return { from: rangeOf(argument.from), to: rangeOf(argument.to) };
    };
    for (const [name, length] of buffers) this.buffer(nameOf(name), length);
    for (const { name, args } of calls) this.calls.push({ name, args: args.map(argumentOf) });
  }
}
