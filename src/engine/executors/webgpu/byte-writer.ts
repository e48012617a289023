import type { Gpu } from './gpu.ts';

/** Writes bytes anywhere in a buffer: the queue writes whole words, so the bytes beside them are kept from before. */
export class ByteWriter {
  readonly #gpu: Gpu;
  /** The bytes of the words at which pieces meet, by their place. */
  readonly #edges = new Map<string, Map<number, number>>();

  constructor(gpu: Gpu) {
    this.#gpu = gpu;
  }

  readonly write = (buffer: string, byteOffset: number, bytes: Uint8Array): void => {
    const start = Math.floor(byteOffset / 4) * 4;
    const end = Math.ceil((byteOffset + bytes.length) / 4) * 4;
    const words = new Uint8Array(end - start);
    const shadow = this.#edges.get(buffer) ?? new Map<number, number>();
    for (let at = start; at < end; at++) words[at - start] = shadow.get(at) ?? 0;
    words.set(bytes, byteOffset - start);
    for (const edge of [start, end - 4]) {
      for (let at = edge; at < edge + 4; at++) shadow.set(at, words[at - start] ?? 0);
    }
    this.#edges.set(buffer, shadow);
    this.#gpu.write(buffer, start, words);
  };
}
