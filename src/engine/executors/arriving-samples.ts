import { imagesBuffer, labelsBuffer } from '../../compiler/lowering/lower.ts';
import { imageSizeBytes } from '../../data/formats/manifest.ts';
import type { Split } from '../../protocol/training-facts.ts';
import type { Samples } from './executor.ts';

/** Puts bytes where the kernels read them: into a buffer by its name, at an offset in bytes. */
type WriteBytes = (buffer: string, byteOffset: number, bytes: Uint8Array) => void;

/** All images of a dataset as bytes where the kernels read them: the training set, then the test set. Filled as shards arrive. */
export class ArrivingSamples {
  readonly #dataset: Samples;
  readonly #write: WriteBytes;
  /** Training shards still to be copied. */
  readonly #missing: Set<number>;
  #testCopied = false;

  constructor(dataset: Samples, write: WriteBytes) {
    this.#dataset = dataset;
    this.#write = write;
    this.#missing = new Set(dataset.manifest.shards.train.keys());
  }

  /** Copies what has arrived since the last call. */
  copyArrived(): void {
    if (this.#missing.size === 0) return;
    const { manifest, trainImages, trainLabels } = this.#dataset;
    let start = 0;
    for (const [index, { count }] of manifest.shards.train.entries()) {
      if (this.#missing.has(index) && this.#dataset.isTrainShardReady(index)) {
        this.#copy(trainImages, trainLabels, start, start, count);
        this.#missing.delete(index);
      }
      start += count;
    }
  }

  /** The places of a split's samples, copied where they are not there yet. */
  split(split: Split): { readonly start: number; readonly count: number } {
    const { manifest, validation, testImages, testLabels } = this.#dataset;
    const { train, test } = manifest.counts;
    this.copyArrived();
    if (split !== 'test') return { start: train - validation, count: validation };
    if (!this.#testCopied) this.#copy(testImages, testLabels, 0, train, test);
    this.#testCopied = true;
    return { start: train, count: test };
  }

  #copy(images: Uint8Array, labels: Uint8Array, from: number, to: number, count: number): void {
    const size = imageSizeBytes(this.#dataset.manifest);
    this.#write(imagesBuffer, to * size, images.subarray(from * size, (from + count) * size));
    this.#write(labelsBuffer, to, labels.subarray(from, from + count));
  }
}
