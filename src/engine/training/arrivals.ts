import { nextTask } from '../../core/delay.ts';
import type { BatchOrder } from '../../data/batches.ts';
import type { Dataset } from '../../data/dataset.ts';
import type { Emit } from '../../protocol/messages.ts';
import type { Split } from '../../protocol/training-facts.ts';
import type { Wait } from '../../protocol/wait.ts';

/** Waits for images that have not been downloaded, and says so meanwhile. */
export class Arrivals {
  readonly #dataset: Dataset;
  readonly #order: BatchOrder;
  readonly #emit: Emit;
  readonly #isStopRequested: () => boolean;
  /** Training shards that are known to have arrived, from the first on. */
  #arrivedShards = 0;
  #stop: () => void = () => undefined;

  /** @param isStopRequested whether to wait no longer, whatever has arrived; `wake` has it asked */
  constructor(dataset: Dataset, order: BatchOrder, emit: Emit, isStopRequested: () => boolean) {
    this.#dataset = dataset;
    this.#order = order;
    this.#emit = emit;
    this.#isStopRequested = isStopRequested;
  }

  /** Ends a wait where a stop is asked: what is waited for may never come. */
  wake(): void {
    if (this.#isStopRequested()) this.#stop();
  }

  /**
   * Until a step can be taken; false where a stop was asked before. `drain` lets what is under way settle before a wait.
   * @throws DownhillError code `data` where a file is missing or altered
   */
  async forStep(step: number, drain: () => Promise<void>): Promise<boolean> {
    const dataset = this.#dataset;
    const { train } = dataset.manifest.shards;
    if (this.#arrivedShards === train.length) return true;
    const last = this.#order.lastShardNeeded(step);
    for (let shard = this.#arrivedShards; shard <= last; shard++) {
      if (!dataset.isTrainShardReady(shard)) {
        await drain();
        const file = train[shard]?.file ?? '';
        if (!(await this.#waitFor(dataset.whenTrainShard(shard), { id: 'file', file }))) return false;
      }
      this.#arrivedShards = shard + 1;
    }
    return true;
  }

  /**
   * Until a split can be evaluated; false where a stop was asked before.
   * @throws DownhillError code `data`, as `forStep`
   */
  forSplit(split: Split): Promise<boolean> {
    const arrival = split === 'test' ? this.#dataset.whenTest() : this.#dataset.whenValidation();
    return this.#waitFor(arrival, { id: 'images', split });
  }

  async #waitFor(arrival: Promise<void>, wait: Wait): Promise<boolean> {
    this.#emit('waiting', { wait });
    const stopped = new Promise<false>((resolve) => {
      this.#stop = () => resolve(false);
    });
    if (this.#isStopRequested()) void nextTask().then(this.#stop); // what has arrived comes first
    const hasArrived = await Promise.race([arrival.then(() => true), stopped]);
    this.#emit('waiting', { wait: null });
    return hasArrived;
  }
}
