import type { StepHyperparams } from '../../optim/host-scalars.ts';
import type { Plan } from '../../optim/plan.ts';
import type { BufferRange } from './program.ts';

export const planBuffer = 'plan';
const alignment = 64;

/**
 * What the host tells the GPU of the steps ahead, in one buffer that one write fills: for each lane a table of
 * its plan's host scalars, and the indices of the batches. Step s is in row s % rows of each.
 */
export class PlanTable {
  readonly length: number;
  readonly indices: BufferRange;
  readonly #tables: readonly BufferRange[];
  readonly #rows: number;
  readonly #batch: number;
  readonly #hostScalars: readonly (readonly string[])[];
  readonly #words: Uint32Array<ArrayBuffer>;
  readonly #floats: Float32Array<ArrayBuffer>;

  constructor(plans: readonly Plan[], batch: number, rows: number) {
    let offset = 0;
    const allocate = (length: number): BufferRange => {
      const range = { buffer: planBuffer, offset, length };
      offset += Math.ceil(length / alignment) * alignment;
      return range;
    };
    this.#rows = rows;
    this.#batch = batch;
    this.#hostScalars = plans.map(({ hostScalars }) => hostScalars.map(({ name }) => name));
    this.#tables = this.#hostScalars.map(({ length }) => allocate(rows * Math.max(1, length)));
    this.indices = allocate(rows * batch);
    this.length = offset;
    this.#words = new Uint32Array(offset);
    this.#floats = new Float32Array(this.#words.buffer);
  }

  get words(): Uint32Array<ArrayBuffer> {
    return this.#words;
  }

  /** A lane's table of host scalars. */
  hostTableOf(lane: number): BufferRange {
    const range = this.#tables[lane];
    if (!range) throw new RangeError(`plan: no lane ${lane}`);
    return range;
  }

  /** Writes the row of a step: the images of its batch, and each lane's host scalars. */
  set(step: number, indices: Uint32Array, hyperparams: readonly StepHyperparams[]): void {
    const row = step % this.#rows;
    this.#words.set(indices, this.indices.offset + row * this.#batch);
    this.#hostScalars.forEach((hostScalars, lane) => {
      const start = (this.#tables[lane]?.offset ?? 0) + row * hostScalars.length;
      hostScalars.forEach((key, i) => {
        this.#floats[start + i] = hyperparams[lane]?.[key] ?? 0;
      });
    });
  }
}
