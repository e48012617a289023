import type { Shape } from '../../core/shape.ts';
import { sizeOf } from '../../core/shape.ts';
import type { GroupedParameter } from '../../optim/groups.ts';
import { groupOf, matrixShape } from '../../optim/groups.ts';
import type { BufferRange } from './program.ts';

/** WebGPU binds a storage buffer at multiples of 256 bytes. */
const alignment = 64;

/** What an arena gives a place to. */
export interface PlacedParameter extends GroupedParameter {
  readonly id: string;
}

interface Place {
  readonly offset: number;
  readonly length: number;
}

interface Matrix {
  readonly id: string;
  readonly rows: number;
  readonly columns: number;
}

/** Where each parameter lies in a buffer that holds them all, in floats; the gaps between stay zero. */
export class Arena {
  readonly length: number;
  /** The parameters that are matrices to an optimizer, as [rows, columns]. */
  readonly matrices: readonly Matrix[];
  readonly #places = new Map<string, Place>();

  constructor(parameters: readonly PlacedParameter[]) {
    let offset = 0;
    for (const { id, shape } of parameters) {
      const length = sizeOf(shape);
      this.#places.set(id, { offset, length });
      offset += Math.ceil(length / alignment) * alignment;
    }
    this.length = offset;
    this.matrices = matricesOf(parameters);
  }

  /** Where each parameter lies, in order. */
  get places(): readonly Place[] {
    return [...this.#places.values()];
  }

  /** For each vec4 of the arena, `mark` where it belongs to a matrix, else 0. */
  groups(mark: number): Uint32Array<ArrayBuffer> {
    const groups = new Uint32Array(this.length / 4);
    for (const { id } of this.matrices) {
      const { offset, length } = this.range('', id);
      groups.fill(mark, offset / 4, Math.ceil((offset + length) / 4));
    }
    return groups;
  }

  /** Values where they lie in the whole arena, zeros between. */
  pack(
    tensors: readonly { readonly name: string; readonly values: ArrayLike<number> }[],
  ): Float32Array<ArrayBuffer> {
    const floats = new Float32Array(this.length);
    for (const { name, values } of tensors) floats.set(values, this.range('', name).offset);
    return floats;
  }

  /** The values of some tensors out of the whole arena, copied: what `pack` has put there. */
  unpack(
    tensors: readonly { readonly name: string; readonly shape: Shape }[],
    floats: Float32Array,
  ): { name: string; shape: Shape; values: Float32Array<ArrayBuffer> }[] {
    return tensors.map(({ name, shape }) => {
      const { offset, length } = this.range('', name);
      return { name, shape, values: Float32Array.from(floats.subarray(offset, offset + length)) };
    });
  }

  range(buffer: string, parameter: string): BufferRange {
    const place = this.#places.get(parameter);
    if (!place) throw new RangeError(`arena: no parameter ${parameter}`);
    return { buffer, ...place };
  }
}

const matricesOf = (parameters: readonly PlacedParameter[]): readonly Matrix[] =>
  parameters.flatMap((parameter) => {
    if (groupOf(parameter) !== 'matrices') return [];
    const [rows, columns] = matrixShape(parameter.shape);
    return [{ id: parameter.id, rows, columns }];
  });
