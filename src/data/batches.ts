import { DownhillError } from '../core/errors.ts';
import { Rng } from '../core/rng.ts';

/** All that the order of the batches depends on. */
export interface BatchOrderOptions {
  readonly seed: number;
  /** Samples in each training shard, in the order of the manifest. */
  readonly shardCounts: readonly number[];
  /** How many of the last training samples are kept out. */
  readonly validation: number;
  /** Train on the first so many only; null: on all that validation leaves. */
  readonly trainCount: number | null;
  readonly batchSize: number;
}

/**
 * Which samples each step trains on: a function of its options alone.
 *
 * Epoch 0 goes shard by shard, shuffled within each, so that training can start with the first shard; later epochs
 * shuffle everything. An epoch is floor(n / batchSize) steps, and the rest of its samples is dropped.
 * Steps and epochs count from 0. The constructor throws DownhillError (`spec`, path `data.batchSize`) when the training
 * part holds less than one batch.
 */
export class BatchOrder {
  readonly stepsPerEpoch: number;
  /** Samples in the training part: never validation, never beyond `trainCount`. */
  readonly sampleCount: number;
  readonly #seed: number;
  readonly #batchSize: number;
  /** Where each shard ends, clipped to the training part. */
  readonly #shardEnds: readonly number[];
  readonly #orders = new Map<number, Uint32Array>();

  constructor(options: BatchOrderOptions) {
    const { seed, shardCounts, validation, trainCount, batchSize } = options;
    const total = shardCounts.reduce((sum, count) => sum + count, 0);
    this.sampleCount = Math.max(0, Math.min(trainCount ?? total, total - validation));
    this.stepsPerEpoch = Math.floor(this.sampleCount / batchSize);
    if (this.stepsPerEpoch < 1) throw tooFewSamples(options, total, this.sampleCount);
    this.#seed = seed;
    this.#batchSize = batchSize;
    let end = 0;
    this.#shardEnds = shardCounts.map((count) => {
      end += count;
      return Math.min(end, this.sampleCount);
    });
  }

  epochOf(step: number): number {
    return Math.floor(step / this.stepsPerEpoch);
  }

  /** The dataset indices of a step's batch, a new array of length batchSize. Any step may be asked for, in any order. */
  indices(step: number): Uint32Array {
    const epoch = this.epochOf(step);
    const start = (step - epoch * this.stepsPerEpoch) * this.#batchSize;
    return this.#orderOf(epoch).slice(start, start + this.#batchSize);
  }

  /** The highest index of a shard that the step's batch draws from; it may draw from lower ones too. */
  lastShardNeeded(step: number): number {
    const last = this.indices(step).reduce((highest, index) => Math.max(highest, index), 0);
    return this.#shardEnds.findIndex((end) => last < end);
  }

  /** Two epochs are kept, so that looking ahead across the border of an epoch shuffles nothing twice. */
  #orderOf(epoch: number): Uint32Array {
    const cached = this.#orders.get(epoch);
    if (cached) return cached;
    const order = this.#shuffled(epoch);
    for (const oldest of this.#orders.keys()) if (this.#orders.size > 1) this.#orders.delete(oldest);
    this.#orders.set(epoch, order);
    return order;
  }

  #shuffled(epoch: number): Uint32Array {
    const rng = Rng.of(this.#seed, 'batches', epoch);
    const order = Uint32Array.from({ length: this.sampleCount }, (_, i) => i);
    if (epoch > 0) return rng.shuffle(order);
    let start = 0;
    for (const end of this.#shardEnds) {
      rng.shuffle(order.subarray(start, end));
      start = end;
    }
    return order;
  }
}

function tooFewSamples(options: BatchOrderOptions, total: number, sampleCount: number): DownhillError {
  const { validation, trainCount, batchSize } = options;
  const limited = trainCount !== null && trainCount < total - validation;
  return new DownhillError({
    code: 'spec',
    path: 'data.batchSize',
    fact: limited
      ? { id: 'batchOverTrainCount', params: { max: sampleCount, got: batchSize } }
      : { id: 'batchOverTraining', params: { max: sampleCount, got: batchSize, validation, total } },
  });
}
