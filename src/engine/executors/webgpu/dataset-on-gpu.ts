import { imagesBuffer, labelsBuffer } from '../../../compiler/lowering/lower.ts';
import { imageSizeBytes } from '../../../data/formats/manifest.ts';
import type { Samples } from '../executor.ts';
import type { Gpu } from './gpu.ts';

/** All images of a dataset on the GPU as bytes: the training set, then the test set. Filled as shards arrive. */
export class DatasetOnGpu {
  readonly samples: number;
  readonly #dataset: Samples;
  readonly #gpu: Gpu;
  /** Training shards still to be copied. */
  readonly #missing: { index: number; start: number; count: number }[] = [];
  /** The bytes of the words at which shards meet, by their place. */
  readonly #edges = new Map<string, Map<number, number>>();
  #testCopied = false;

  constructor(gpu: Gpu, dataset: Samples) {
    const { counts, shards } = dataset.manifest;
    this.#gpu = gpu;
    this.#dataset = dataset;
    this.samples = counts.train + counts.test;
    let start = 0;
    shards.train.forEach(({ count }, index) => {
      this.#missing.push({ index, start, count });
      start += count;
    });
  }

  /** Copies what has arrived since the last call. */
  copyArrived(): void {
    if (this.#missing.length === 0) return;
    const arrived = this.#missing.filter(({ index }) => this.#dataset.isTrainShardReady(index));
    for (const shard of arrived) {
      this.#copy(this.#dataset.trainImages, this.#dataset.trainLabels, shard.start, shard.start, shard.count);
      this.#missing.splice(this.#missing.indexOf(shard), 1);
    }
  }

  copyTest(): void {
    if (this.#testCopied) return;
    const { train, test } = this.#dataset.manifest.counts;
    this.#copy(this.#dataset.testImages, this.#dataset.testLabels, 0, train, test);
    this.#testCopied = true;
  }

  #copy(images: Uint8Array, labels: Uint8Array, from: number, to: number, count: number): void {
    const size = imageSizeBytes(this.#dataset.manifest);
    this.#write(imagesBuffer, to * size, images.subarray(from * size, (from + count) * size));
    this.#write(labelsBuffer, to, labels.subarray(from, from + count));
  }

  /** The queue writes whole words: the bytes beside them are taken from what was written before. */
  #write(buffer: string, byteOffset: number, bytes: Uint8Array): void {
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
  }
}
