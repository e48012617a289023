import type { BatchOrder } from '../data/batches.ts';
import type { Dataset } from '../data/dataset.ts';
import type { Emit, Split } from '../protocol/messages.ts';

/** Waits for pictures that have not been downloaded, and says so meanwhile. */
export class Arrivals {
  readonly #dataset: Dataset;
  readonly #order: BatchOrder;
  readonly #emit: Emit;

  constructor(dataset: Dataset, order: BatchOrder, emit: Emit) {
    this.#dataset = dataset;
    this.#order = order;
    this.#emit = emit;
  }

  /**
   * Until a step can be taken; `drain` lets what is under way settle before a wait.
   * @throws DownhillError code `data` where a file is missing or altered
   */
  async forStep(step: number, drain: () => Promise<void>): Promise<void> {
    const dataset = this.#dataset;
    const last = this.#order.lastShardNeeded(step);
    for (let shard = 0; shard <= last; shard++) {
      if (dataset.isTrainShardReady(shard)) continue;
      await drain();
      const file = dataset.manifest.shards.train[shard]?.file;
      await this.#waitFor(dataset.whenTrainShard(shard), `Waiting for ${file}`);
    }
  }

  /** Until a split can be evaluated. @throws DownhillError code `data`, as `forStep` */
  async forSplit(split: Split): Promise<void> {
    const arrival = split === 'test' ? this.#dataset.whenTest() : this.#dataset.whenValidation();
    await this.#waitFor(arrival, `Waiting for the ${split} pictures`);
  }

  async #waitFor(arrival: Promise<void>, message: string): Promise<void> {
    this.#emit('waiting', { message });
    await arrival;
    this.#emit('waiting', { message: null });
  }
}
