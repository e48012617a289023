import { DownhillError } from '../../../core/errors.ts';
import { newArrival } from '../../../data/arrival.ts';
import type { LaneSnapshot } from '../../../optim/snapshot.ts';
import { onArrival, shardOf } from '../arriving-samples.ts';
import type { Executor, LaneSteps, Samples } from '../executor.ts';
import type {
  FromLanes,
  LaneMethod,
  LaneRecipe,
  LaneRequest,
  MethodResult,
  RunAnswer,
  RunRequest,
  ToLanes,
} from './lane-messages.ts';
import { needsTest } from './lane-messages.ts';

/** A worker, or a stand-in for one. */
export type LaneThread = Pick<
  Worker,
  'postMessage' | 'terminate' | 'onmessage' | 'onerror' | 'onmessageerror'
>;

/** Resolves once a lock is free: the worker that held it has ended. */
export type AwaitLock = (lock: string) => Promise<void>;

export interface LaneWorkerOptions {
  /** Starts a thread with `serveLanes` on it. */
  readonly spawn: () => LaneThread;
  readonly recipe: LaneRecipe;
  readonly dataset: Samples;
  readonly awaitLock?: AwaitLock;
}

/** So many times in a row a worker is started anew without an answer in between. */
const maxRestarts = 3;
/** Snapshots are taken so far apart, and so far that they take at most a hundredth of the time. */
const snapshotIntervalMs = 2000;
const snapshotShare = 1 / 100;

/** What was sent, as long as it is not answered, or would have to be sent again to another thread. */
type Entry =
  | { readonly kind: 'deactivate'; readonly lane: number }
  | {
      readonly kind: 'request';
      readonly id: number;
      readonly request: LaneRequest;
      readonly resolve: (payload: unknown) => void;
      readonly reject: (error: unknown) => void;
      isAnswered: boolean;
    };

type RequestEntry = Extract<Entry, { kind: 'request' }>;

/**
 * A worker that trains some of the lanes. Where its thread dies, another goes on in its place from the last snapshots and
 * takes the steps since again, which gives the same bits: nobody but the clock can tell.
 */
export class LaneWorker {
  readonly #options: LaneWorkerOptions;
  #thread: LaneThread | null = null;
  /** In order; what the snapshots include is left out, but for lanes that were deactivated. */
  #sent: Entry[] = [];
  /** What another thread would begin with, by lane; the start of the recipe where there are none. */
  #snapshots: readonly LaneSnapshot[] | null = null;
  #snapshotAt = performance.now();
  #snapshotIntervalMs = snapshotIntervalMs;
  #isSnapshotPending = false;
  readonly #samplesSent = new Set<number | null>();
  readonly #stopArrivals: () => void;
  #nextId = 0;
  #buildId = 0;
  #restarts = 0;
  #isBuilt = false;
  readonly #built = newArrival();
  /** Why it takes no more requests. */
  #end: DownhillError | null = null;

  /** @throws DownhillError code `device` where memory does not suffice or no worker can be started */
  static async start(options: LaneWorkerOptions): Promise<LaneWorker> {
    const worker = new LaneWorker(options);
    worker.#start();
    await worker.#built.promise;
    worker.#sendSamples(false);
    return worker;
  }

  private constructor(options: LaneWorkerOptions) {
    this.#options = options;
    this.#stopArrivals = onArrival(options.dataset, () => this.#sendSamples(false));
  }

  /** How many requests wait for an answer. */
  get pending(): number {
    return this.#sent.filter((entry) => entry.kind === 'request' && !entry.isAnswered).length;
  }

  /** Takes consecutive steps; `hyperparams` of each, lane by lane. */
  async run(steps: Omit<RunRequest, 'withSnapshots'>): Promise<readonly LaneSteps[]> {
    const isDue = performance.now() - this.#snapshotAt > this.#snapshotIntervalMs;
    const withSnapshots = isDue && !this.#isSnapshotPending;
    if (withSnapshots) this.#isSnapshotPending = true;
    const { lanes } = (await this.#request({ kind: 'run', ...steps, withSnapshots })) as RunAnswer;
    return lanes;
  }

  /** What an executor does between steps. */
  call<Method extends LaneMethod>(
    method: Method,
    ...args: Parameters<Executor[Method]>
  ): Promise<MethodResult<Method>> {
    const request = { kind: 'call', method, args } as Extract<LaneRequest, { kind: 'call' }>;
    return this.#request(request) as Promise<MethodResult<Method>>;
  }

  deactivate(lane: number): void {
    if (this.#end) return;
    this.#sent.push({ kind: 'deactivate', lane });
    this.#post({ type: 'deactivate', lane });
  }

  /** Ends the thread; what waits is rejected with the reason. */
  close(reason: DownhillError): void {
    if (this.#end) return;
    this.#end = reason;
    this.#stopArrivals();
    this.#leaveThread();
    this.#built.reject(reason);
    for (const entry of this.#sent.splice(0)) if (entry.kind === 'request') entry.reject(reason);
    this.#snapshots = null;
  }

  #request(request: LaneRequest): Promise<unknown> {
    if (this.#end) return Promise.reject(this.#end);
    return new Promise((resolve, reject) => {
      const id = this.#nextId++;
      const entry = { kind: 'request', id, request, resolve, reject, isAnswered: false } as const;
      this.#sent.push(entry);
      try {
        this.#send(entry);
      } catch (error) {
        this.#fail(error instanceof Error ? error.message : String(error)); // memory for a copy of the images lacks
      }
    });
  }

  /** Starts a thread and brings it to where the one before was. */
  #start(): void {
    const { spawn, recipe } = this.#options;
    let thread: LaneThread;
    try {
      thread = spawn();
    } catch (error) {
      this.#fail(error instanceof Error ? error.message : String(error));
      return;
    }
    this.#thread = thread;
    this.#samplesSent.clear();
    const onDeath = (reason: string): void => {
      if (this.#thread === thread) this.#onDeath(reason);
    };
    thread.onmessage = ({ data }: MessageEvent) => this.#receive(data as FromLanes, onDeath);
    thread.onerror = (event) => {
      event.preventDefault();
      onDeath(event.message?.replace(/^Uncaught /, '') ?? '');
    };
    thread.onmessageerror = () => onDeath('');
    this.#buildId = this.#nextId;
    this.#postRequest({ kind: 'build', recipe });
    this.#snapshots?.forEach((snapshot, lane) => {
      this.#postRequest({ kind: 'call', method: 'restore', args: [lane, snapshot] });
    });
    for (const entry of this.#sent) {
      if (entry.kind === 'deactivate') this.#post({ type: 'deactivate', lane: entry.lane });
      else this.#send(entry);
    }
  }

  #onDeath(reason: string): void {
    this.#leaveThread();
    if (!this.#isBuilt || ++this.#restarts > maxRestarts) this.#fail(reason);
    else this.#start();
  }

  #fail(reason: string): void {
    this.close(
      new DownhillError({
        code: 'worker',
        fact:
          reason === ''
            ? { id: 'laneWorkerEnded', params: {} }
            : { id: 'laneWorkerFailed', params: { reason } },
      }),
    );
  }

  #leaveThread(): void {
    const thread = this.#thread;
    this.#thread = null;
    if (!thread) return;
    thread.onmessage = null;
    thread.onerror = null;
    thread.onmessageerror = null;
    thread.terminate();
  }

  #receive(message: FromLanes, onDeath: (reason: string) => void): void {
    if (message.type === 'lock') {
      void this.#options.awaitLock?.(message.lock).then(() => onDeath(''));
      return;
    }
    const entry = this.#sent.find((one) => one.kind === 'request' && one.id === message.id);
    if (entry?.kind === 'request') this.#answer(entry, message);
    else if (!message.ok) this.close(new DownhillError(message.error));
    else if (message.id === this.#buildId) {
      this.#isBuilt = true;
      this.#built.resolve();
    }
  }

  #answer(entry: RequestEntry, reply: Extract<FromLanes, { type: 'reply' }>): void {
    if (entry.isAnswered) return; // steps taken again
    entry.isAnswered = true;
    this.#restarts = 0;
    if (!reply.ok || !changesState(entry.request)) this.#sent = this.#sent.filter((one) => one !== entry);
    if (!reply.ok) {
      if (entry.request.kind === 'run' && entry.request.withSnapshots) this.#isSnapshotPending = false;
      entry.reject(new DownhillError(reply.error));
      return;
    }
    if (entry.request.kind === 'run') this.#keepSnapshots(entry, reply.payload as RunAnswer);
    entry.resolve(reply.payload);
  }

  /** What led to the snapshots need not be sent again. */
  #keepSnapshots(entry: RequestEntry, { snapshots, snapshotMs }: RunAnswer): void {
    if (!snapshots) return;
    this.#snapshots = snapshots;
    this.#snapshotAt = performance.now();
    this.#snapshotIntervalMs = Math.max(snapshotIntervalMs, snapshotMs / snapshotShare);
    this.#isSnapshotPending = false;
    const at = this.#sent.indexOf(entry);
    this.#sent = this.#sent.filter(({ kind }, i) => i > at || kind === 'deactivate');
  }

  #send({ id, request }: RequestEntry): void {
    this.#sendSamples(needsTest(request));
    this.#post({ type: 'request', id, request });
  }

  /** What has arrived and was not sent to this thread yet. */
  #sendSamples(withTest: boolean): void {
    const { dataset } = this.#options;
    const shards: (number | null)[] = [...dataset.manifest.shards.train.keys()].filter((shard) =>
      dataset.isTrainShardReady(shard),
    );
    if (withTest) shards.push(null);
    for (const shard of shards) {
      if (this.#samplesSent.has(shard)) continue;
      const { images, labels } = shardOf(dataset, shard);
      const [ownImages, ownLabels] = [images.slice(), labels.slice()];
      this.#post({ type: 'samples', shard, images: ownImages, labels: ownLabels }, [
        ownImages.buffer,
        ownLabels.buffer,
      ]);
      this.#samplesSent.add(shard);
    }
  }

  #postRequest(request: LaneRequest): void {
    this.#post({ type: 'request', id: this.#nextId++, request });
  }

  #post(message: ToLanes, transfer: Transferable[] = []): void {
    this.#thread?.postMessage(message, transfer);
  }
}

/** Whether what comes of later steps depends on it. */
const changesState = (request: LaneRequest): boolean =>
  request.kind === 'run' || (request.kind === 'call' && request.method === 'restore');
