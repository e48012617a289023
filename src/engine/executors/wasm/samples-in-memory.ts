import { imagesBuffer, labelsBuffer } from '../../../compiler/lowering/lower.ts';
import { imageSizeBytes } from '../../../data/formats/manifest.ts';
import type { Split } from '../../../protocol/training-facts.ts';
import type { Samples } from '../executor.ts';
import type { Machine } from './machine.ts';

/** All images of a dataset as bytes: the training set, then the test set. Filled as shards arrive. */
export class SamplesInMemory {
  readonly #machine: Machine;
  readonly #dataset: Samples;
  readonly #missing: Set<number>;
  #testCopied = false;

  constructor(machine: Machine, dataset: Samples) {
    this.#machine = machine;
    this.#dataset = dataset;
    this.#missing = new Set(dataset.manifest.shards.train.keys());
  }

  /** Copies what has arrived since the last call. */
  copyArrived(): void {
    if (this.#missing.size === 0) return;
    const { isTrainShardReady, manifest, trainImages, trainLabels } = this.#dataset;
    let start = 0;
    for (const [index, { count }] of manifest.shards.train.entries()) {
      if (this.#missing.has(index) && isTrainShardReady.call(this.#dataset, index)) {
        this.#copy(trainImages, trainLabels, start, start, count);
        this.#missing.delete(index);
      }
      start += count;
    }
  }

  /** The places of a split's samples, copied where they are not there yet. */
  split(split: Split): { readonly start: number; readonly count: number } {
    const { manifest, validation } = this.#dataset;
    const { train, test } = manifest.counts;
    this.copyArrived();
    if (split !== 'test') return { start: train - validation, count: validation };
    if (!this.#testCopied) {
      this.#copy(this.#dataset.testImages, this.#dataset.testLabels, 0, train, test);
      this.#testCopied = true;
    }
    return { start: train, count: test };
  }

  #copy(images: Uint8Array, labels: Uint8Array, from: number, to: number, count: number): void {
    const size = imageSizeBytes(this.#dataset.manifest);
    this.#machine.bytes(imagesBuffer).set(images.subarray(from * size, (from + count) * size), to * size);
    this.#machine.bytes(labelsBuffer).set(labels.subarray(from, from + count), to);
  }
}
