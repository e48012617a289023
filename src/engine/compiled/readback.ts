/** Reads a small buffer back again and again without a stall: each copy goes to a staging buffer of its own. */
export class Readback {
  readonly #size: number;
  readonly #free: GPUBuffer[];
  readonly #all: readonly GPUBuffer[];

  /** `words` 32-bit words, with `count` copies under way at most. */
  constructor(device: GPUDevice, words: number, count: number) {
    this.#size = 4 * words;
    this.#all = Array.from({ length: count }, () =>
      device.createBuffer({ size: this.#size, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ }),
    );
    this.#free = [...this.#all];
  }

  /** Encodes a copy of `source`; after the submission, the returned function resolves with it. */
  copy(encoder: GPUCommandEncoder, source: GPUBuffer): () => Promise<ArrayBuffer> {
    const staging = this.#free.pop();
    if (!staging) throw new RangeError('readback: more copies under way than there are staging buffers');
    encoder.copyBufferToBuffer(source, 0, staging, 0, this.#size);
    return async () => {
      await staging.mapAsync(GPUMapMode.READ);
      const copy = staging.getMappedRange().slice(0);
      staging.unmap();
      this.#free.push(staging);
      return copy;
    };
  }

  dispose(): void {
    for (const buffer of this.#all) buffer.destroy();
  }
}
