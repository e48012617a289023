import { sizeOf } from '../../core/shape.ts';
import type { BufferRange } from './program.ts';
import type { Traced } from './tape.ts';

/** WebGPU binds a storage buffer at multiples of 256 bytes. */
const alignment = 64;

/** Where each parameter lies in a buffer that holds them all, in floats; the gaps between stay zero. */
export class Arena {
  readonly length: number;
  readonly #places = new Map<string, { offset: number; length: number }>();

  constructor(parameters: readonly Traced[]) {
    let offset = 0;
    for (const { id, shape } of parameters) {
      const length = sizeOf(shape);
      this.#places.set(id, { offset, length });
      offset += Math.ceil(length / alignment) * alignment;
    }
    this.length = offset;
  }

  range(buffer: string, parameter: string): BufferRange {
    const place = this.#places.get(parameter);
    if (!place) throw new RangeError(`arena: no parameter ${parameter}`);
    return { buffer, ...place };
  }
}
