import { imagesBuffer, labelsBuffer } from '../../compiler/lowering/lower.ts';
import { imageSizeBytes } from '../../data/formats/manifest.ts';
import type { Split } from '../../protocol/training-facts.ts';
import type { Samples } from './executor.ts';

/** Puts bytes where the kernels read them: into a buffer by its name, at an offset in bytes. */
type WriteBytes = (buffer: string, byteOffset: number, bytes: Uint8Array) => void;

interface LabelledImages {
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
}

/** Images that are given out once, a training shard or the test set (null) at a time. */
export interface PassingSamples extends Pick<Samples, 'manifest' | 'validation' | 'isTrainShardReady'> {
  drain(shard: number | null): LabelledImages;
}

/** All images of a dataset as bytes where the kernels read them: the training set, then the test set. Filled as shards arrive. */
export class ArrivingSamples {
  readonly #dataset: Samples | PassingSamples;
  readonly #write: WriteBytes;
  /** Training shards still to be copied. */
  readonly #missing: Set<number>;
  #testCopied = false;

  constructor(dataset: Samples | PassingSamples, write: WriteBytes) {
    this.#dataset = dataset;
    this.#write = write;
    this.#missing = new Set(dataset.manifest.shards.train.keys());
  }

  /** Copies what has arrived since the last call. */
  copyArrived(): void {
    if (this.#missing.size === 0) return;
    let start = 0;
    for (const [index, { count }] of this.#dataset.manifest.shards.train.entries()) {
      if (this.#missing.has(index) && this.#dataset.isTrainShardReady(index)) {
        this.#copy(shardOf(this.#dataset, index), start);
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
    if (!this.#testCopied) this.#copy(shardOf(this.#dataset, null), train);
    this.#testCopied = true;
    return { start: train, count: test };
  }

  #copy({ images, labels }: LabelledImages, to: number): void {
    this.#write(imagesBuffer, to * imageSizeBytes(this.#dataset.manifest), images);
    this.#write(labelsBuffer, to, labels);
  }
}

/**
 * Calls back whenever a training shard arrives that has not yet, until it is told to stop by what it returns. Of one that
 * cannot be had nothing is heard here: who waits for it to train is told.
 */
export function onArrival(
  dataset: Pick<Samples, 'manifest' | 'isTrainShardReady' | 'whenTrainShard'>,
  arrived: () => void,
): () => void {
  let listener: (() => void) | null = arrived;
  for (const shard of dataset.manifest.shards.train.keys()) {
    if (dataset.isTrainShardReady(shard)) continue;
    void dataset.whenTrainShard?.(shard).then(
      () => listener?.(),
      () => undefined,
    );
  }
  return () => {
    listener = null;
  };
}

/** A training shard, or the test set (null). */
export function shardOf(samples: Samples | PassingSamples, shard: number | null): LabelledImages {
  if ('drain' in samples) return samples.drain(shard);
  const { manifest, trainImages, trainLabels, testImages, testLabels } = samples;
  if (shard === null) return { images: testImages, labels: testLabels };
  const counts = manifest.shards.train.map(({ count }) => count);
  const from = counts.slice(0, shard).reduce((sum, count) => sum + count, 0);
  const to = from + (counts[shard] ?? 0);
  const size = imageSizeBytes(manifest);
  return { images: trainImages.subarray(from * size, to * size), labels: trainLabels.subarray(from, to) };
}
