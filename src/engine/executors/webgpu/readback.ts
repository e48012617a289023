import type { ReadbackSize } from '../../../compiler/lowering/lower-model.ts';
import type { Gpu } from './gpu.ts';

/** Reads a small buffer back again and again without a stall: each copy goes to a staging buffer of its own. */
export class Readback {
  readonly #gpu: Gpu;
  readonly #all: readonly GPUBuffer[];
  readonly #free: GPUBuffer[];

  /**
   * Of `words` 32-bit words, with `count` copies under way at most.
   * @throws DownhillError code `device` where memory runs out
   */
  static async make(gpu: Gpu, words: number, count: number): Promise<Readback> {
    return new Readback(gpu, await gpu.staging(Array.from({ length: count }, () => 4 * words)));
  }

  /**
   * One of each number of words, with one copy under way.
   * @throws DownhillError code `device` where memory runs out; then none is left
   */
  static async makeEach(gpu: Gpu, words: readonly number[]): Promise<Readback[]> {
    const buffers = await gpu.staging(words.map((length) => 4 * length));
    return buffers.map((buffer) => new Readback(gpu, [buffer]));
  }

  /**
   * Of a buffer that the compiler says is read.
   * @throws DownhillError code `device` where memory runs out
   */
  static of(gpu: Gpu, sizes: ReadonlyMap<string, ReadbackSize>, buffer: string): Promise<Readback> {
    const size = sizes.get(buffer);
    if (!size) throw new RangeError(`readback: nobody reads ${buffer}`);
    return Readback.make(gpu, size.words, size.copies);
  }

  private constructor(gpu: Gpu, all: readonly GPUBuffer[]) {
    this.#gpu = gpu;
    this.#all = all;
    this.#free = [...all];
  }

  /** Encodes a copy of `source`; after the submission, the returned function resolves with it, or rejects where it cannot be read. */
  copy(encoder: GPUCommandEncoder, source: GPUBuffer): () => Promise<ArrayBuffer> {
    const staging = this.#free.pop();
    if (!staging) throw new RangeError('readback: more copies under way than there are staging buffers');
    encoder.copyBufferToBuffer(source, 0, staging, 0, staging.size);
    return async () => {
      try {
        await staging.mapAsync(GPUMapMode.READ);
        return staging.getMappedRange().slice(0);
      } finally {
        staging.unmap();
        this.#free.push(staging);
      }
    };
  }

  /** Before its `Gpu` goes, with which it goes anyway. */
  dispose(): void {
    for (const buffer of this.#all) this.#gpu.free(buffer);
  }
}
