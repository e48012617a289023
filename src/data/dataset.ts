import type { ErrorReport } from '../core/errors.ts';
import { DownhillError, toErrorReport } from '../core/errors.ts';
import type { Arrival } from './arrival.ts';
import { newArrival, whenAll } from './arrival.ts';
import { fileError } from './file-error.ts';
import type { DatasetManifest } from './formats/manifest.ts';
import { imageSizeBytes } from './formats/manifest.ts';
import { decodeShard } from './formats/shard.ts';
import type { ShardPlace, Split } from './load-order.ts';
import { holdsValidation, loadOrder } from './load-order.ts';
import type { ReadBytes } from './sources/http-reader.ts';
import type { DatasetView } from './view.ts';
import { viewManifest, viewShard, wholeView } from './view.ts';

/** How far a dataset has loaded; a snapshot. */
export interface DatasetProgress {
  /** Stored bytes that have arrived, of all shards together. */
  readonly loadedBytes: number;
  readonly totalBytes: number;
  /** Training samples in shards that are ready. */
  readonly loadedTrain: number;
  readonly trainCount: number;
  /** One report for each shard that failed and was not retried since, in the order of loading. */
  readonly failures: readonly ErrorReport[];
}

export interface DatasetOptions {
  /** Of the set as it is stored. */
  readonly manifest: DatasetManifest;
  /** Left out: all of it, as it is. */
  readonly view?: DatasetView | undefined;
  /** Where the shards are, without a slash at the end. */
  readonly folderUrl: string;
  readonly readBytes: ReadBytes;
  /** How many of the last training samples are for validation: their shards are loaded early. */
  readonly validation: number;
  /** Called at each piece that arrives and each shard that is ready or failed; must not throw. */
  readonly onProgress?: ((progress: DatasetProgress) => void) | undefined;
}

interface Slot extends ShardPlace {
  state: 'waiting' | 'loading' | 'ready' | 'failed';
  receivedBytes: number;
  attempts: number;
  failure: ErrorReport | undefined;
  arrival: Arrival;
}

/**
 * A dataset that fills itself in the background, one shard at a time, in the order of `loadOrder`. Images are
 * row-major NHWC u8 and labels u8 class indices; a shard's part of them is valid once its promise has resolved, and
 * zero before. Opened by `openDataset`.
 *
 * The `when…` promises reject with the DownhillError of the shard that failed, or with one of code `state` once the
 * dataset is closed; a shard that fails keeps none of the others from loading.
 */
export class Dataset {
  /** As the view shows the set: classes, counts and shapes are those of the images below. */
  readonly manifest: DatasetManifest;
  readonly validation: number;
  readonly trainImages: Uint8Array;
  readonly trainLabels: Uint8Array;
  readonly testImages: Uint8Array;
  readonly testLabels: Uint8Array;
  readonly #options: DatasetOptions;
  readonly #slots: readonly Slot[];
  readonly #abort = new AbortController();
  #loading = false;

  constructor(options: DatasetOptions) {
    const { validation } = options;
    const manifest = viewManifest(options.manifest, options.view ?? wholeView);
    const { train, test } = manifest.counts;
    this.#options = options;
    this.manifest = manifest;
    this.validation = validation;
    this.trainImages = new Uint8Array(train * imageSizeBytes(manifest));
    this.trainLabels = new Uint8Array(train);
    this.testImages = new Uint8Array(test * imageSizeBytes(manifest));
    this.testLabels = new Uint8Array(test);
    this.#slots = loadOrder(manifest, validation).map(newSlot);
    void this.#load();
  }

  whenTrainShard(index: number): Promise<void> {
    const arrivals = this.#arrivals('train', (slot) => slot.index === index);
    if (arrivals.length === 0)
      throw new RangeError(`training shard ${index}: there is none in ${this.manifest.id}`);
    return whenAll(arrivals);
  }

  whenTest(): Promise<void> {
    return whenAll(this.#arrivals('test', () => true));
  }

  /** The last `count` training samples; without a count, those of `validation`. */
  whenValidation(count: number = this.validation): Promise<void> {
    return whenAll(this.#arrivals('train', (slot) => holdsValidation(this.manifest, slot, count)));
  }

  isTrainShardReady(index: number): boolean {
    return this.#slots.some(
      (slot) => slot.split === 'train' && slot.index === index && slot.state === 'ready',
    );
  }

  /** A snapshot of how far loading has come. */
  progress(): DatasetProgress {
    const ready = this.#slots.filter((slot) => slot.split === 'train' && slot.state === 'ready');
    return {
      loadedBytes: this.#slots.reduce((sum, slot) => sum + slot.receivedBytes, 0),
      totalBytes: this.#slots.reduce((sum, slot) => sum + slot.entry.bytes, 0),
      loadedTrain: ready.reduce((sum, slot) => sum + slot.entry.count, 0),
      trainCount: this.manifest.counts.train,
      failures: this.#slots.flatMap(({ failure }) => failure ?? []),
    };
  }

  /** Loads the shards that failed again, past any cache; ask for their promises anew. */
  retry(): void {
    if (this.#abort.signal.aborted) return;
    for (const slot of this.#slots) {
      if (slot.state !== 'failed') continue;
      slot.state = 'waiting';
      slot.failure = undefined;
      slot.arrival = newArrival();
    }
    this.#report();
    void this.#load();
  }

  /** Stops loading; what has not arrived rejects, and no more progress is reported. */
  close(): void {
    if (this.#abort.signal.aborted) return;
    const closed = closedError(this.manifest.id);
    this.#abort.abort(closed);
    for (const slot of this.#slots) slot.arrival.reject(closed);
  }

  #arrivals(split: Split, shouldFetch: (slot: Slot) => boolean): Arrival[] {
    return this.#slots
      .filter((slot) => slot.split === split && shouldFetch(slot))
      .map((slot) => slot.arrival);
  }

  async #load(): Promise<void> {
    if (this.#loading) return;
    this.#loading = true;
    this.#report();
    for (let slot = this.#next(); slot; slot = this.#next()) {
      await this.#loadShard(slot);
      this.#report();
    }
    this.#loading = false;
  }

  #next(): Slot | undefined {
    if (this.#abort.signal.aborted) return undefined;
    return this.#slots.find((slot) => slot.state === 'waiting');
  }

  async #loadShard(slot: Slot): Promise<void> {
    const { readBytes, folderUrl, manifest, view = wholeView } = this.#options;
    const { entry } = slot;
    const fresh = slot.attempts > 0;
    slot.state = 'loading';
    slot.attempts += 1;
    const onBytes = (sizeBytes: number) => {
      slot.receivedBytes = Math.min(slot.receivedBytes + sizeBytes, entry.bytes);
      this.#report();
    };
    try {
      const stored = await readBytes(`${folderUrl}/${entry.file}`, this.#abort.signal, onBytes, fresh);
      const whole = manifest.shards[slot.split][slot.index] ?? entry;
      const shard = viewShard(await decodeShard(stored, whole, manifest), manifest, view);
      this.#place(slot, shard.images, shard.labels);
      slot.receivedBytes = entry.bytes;
      slot.state = 'ready';
      slot.arrival.resolve();
    } catch (cause) {
      const error = asDataError(cause, `${this.manifest.id}/${entry.file}`);
      slot.receivedBytes = 0;
      slot.state = 'failed';
      slot.failure = toErrorReport(error);
      slot.arrival.reject(error);
    }
  }

  #place(slot: Slot, images: Uint8Array, labels: Uint8Array): void {
    const isTrain = slot.split === 'train';
    (isTrain ? this.trainImages : this.testImages).set(images, slot.offset * imageSizeBytes(this.manifest));
    (isTrain ? this.trainLabels : this.testLabels).set(labels, slot.offset);
  }

  #report(): void {
    if (!this.#abort.signal.aborted) this.#options.onProgress?.(this.progress());
  }
}

/** The error of whatever waits for a dataset that was closed. */
export function closedError(id: string): DownhillError {
  return new DownhillError({
    code: 'state',
    fact: { id: 'dataClosed', params: { id } },
    path: id,
  });
}

/** An error of the transport as one that names the file. */
export function asDataError(cause: unknown, file: string): DownhillError {
  if (cause instanceof DownhillError) return cause;
  const reason = toErrorReport(cause).message;
  return fileError({ id: 'dataFileUnread', params: { file, reason } }, cause);
}

function newSlot(place: ShardPlace): Slot {
  return {
    ...place,
    state: 'waiting',
    receivedBytes: 0,
    attempts: 0,
    failure: undefined,
    arrival: newArrival(),
  };
}
