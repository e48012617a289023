import { toErrorReport } from '../../../core/errors.ts';
import type { Port } from '../../../protocol/server.ts';
import type { PassingSamples } from '../arriving-samples.ts';
import type { StepPlan } from '../executor.ts';
import { loweredOptions } from '../lowered-options.ts';
import { Turns } from '../turns.ts';
import { WasmExecutor } from '../wasm/wasm-executor.ts';
import type {
  ArrivedSamples,
  FromLanes,
  LaneRecipe,
  LaneRequest,
  RunAnswer,
  RunRequest,
  ToLanes,
} from './lane-messages.ts';

/**
 * Trains the lanes of a worker as it is told over a port: one message after the other, so that what comes of them follows
 * from their order alone. @param lock name of a lock that is held as long as the thread lives; null where there is none
 */
export function serveLanes(port: Port, lock: Promise<string | null> = Promise.resolve(null)): void {
  const post = (message: FromLanes, transfer: Transferable[] = []): void =>
    port.postMessage(message, transfer);
  const turns = new Turns();
  let lanes: Lanes | null = null;

  async function answer(request: LaneRequest): Promise<unknown> {
    if (request.kind === 'build') {
      lanes = await Lanes.build(request.recipe);
      return null;
    }
    if (!lanes) throw new Error('lane worker: nothing is built');
    return request.kind === 'run' ? lanes.run(request) : lanes.call(request);
  }

  async function handle(message: ToLanes): Promise<void> {
    if (message.type === 'samples') lanes?.addSamples(message);
    else if (message.type === 'deactivate') lanes?.executor.deactivate(message.lane);
    else {
      const { id, request } = message;
      const reply = await answer(request).then(
        (payload) => ({ type: 'reply', id, ok: true, payload }) as const,
        (error: unknown) => ({ type: 'reply', id, ok: false, error: toErrorReport(error) }) as const,
      );
      post(reply, request.kind === 'run' && reply.ok ? snapshotBuffers(reply.payload as RunAnswer) : []);
    }
  }

  port.onmessage = ({ data }: MessageEvent) => {
    void turns.run(() => handle(data as ToLanes));
  };
  void lock.then((name) => {
    if (name !== null) post({ type: 'lock', lock: name });
  });
}

/** What is handed over and not copied. */
const snapshotBuffers = ({ snapshots }: RunAnswer): ArrayBuffer[] =>
  (snapshots ?? []).flatMap(({ tensors }) => Object.values(tensors).map(({ values }) => values.buffer));

/** An executor with the samples that have arrived for it. */
class Lanes {
  readonly executor: WasmExecutor;
  readonly #samples: ReceivedSamples;
  readonly #batchSize: number;

  static async build({
    spec,
    start,
    layerStatistics,
    manifest,
    validation,
    threads,
  }: LaneRecipe): Promise<Lanes> {
    const samples = new ReceivedSamples(manifest, validation);
    const options = loweredOptions(spec, samples, 'software', layerStatistics);
    const executor = await WasmExecutor.build({ ...options, ...start, threads });
    return new Lanes(executor, samples, spec.data.batchSize);
  }

  private constructor(executor: WasmExecutor, samples: ReceivedSamples, batchSize: number) {
    this.executor = executor;
    this.#samples = samples;
    this.#batchSize = batchSize;
  }

  /** Training images go to where steps read them at once, those of the test set once they are asked for. */
  addSamples(samples: ArrivedSamples): void {
    this.#samples.add(samples);
    this.executor.copyArrived();
  }

  async run({ indices, hyperparams, withSnapshots }: RunRequest): Promise<RunAnswer> {
    const steps = hyperparams.map((ofLanes, i): StepPlan => {
      const from = i * this.#batchSize;
      return { indices: indices.subarray(from, from + this.#batchSize), hyperparams: ofLanes };
    });
    const lanes = await this.executor.run(steps);
    const startedAt = performance.now();
    const snapshots = withSnapshots
      ? await Promise.all(lanes.map((_, lane) => this.executor.snapshot(lane)))
      : null;
    return { lanes, snapshots, snapshotMs: performance.now() - startedAt };
  }

  call({ method, args }: Extract<LaneRequest, { kind: 'call' }>): Promise<unknown> {
    const perform = this.executor[method] as (...args: readonly unknown[]) => Promise<unknown>;
    return perform.apply(this.executor, args);
  }
}

/** Samples that were sent, until the executor takes them. */
class ReceivedSamples implements PassingSamples {
  readonly manifest: LaneRecipe['manifest'];
  readonly validation: number;
  readonly #waiting = new Map<number | null, ArrivedSamples>();

  constructor(manifest: LaneRecipe['manifest'], validation: number) {
    this.manifest = manifest;
    this.validation = validation;
  }

  add(samples: ArrivedSamples): void {
    this.#waiting.set(samples.shard, samples);
  }

  isTrainShardReady(index: number): boolean {
    return this.#waiting.has(index);
  }

  drain(shard: number | null): Pick<ArrivedSamples, 'images' | 'labels'> {
    const samples = this.#waiting.get(shard);
    if (!samples) throw new RangeError(`samples: shard ${shard ?? 'of the test set'} has not arrived`);
    this.#waiting.delete(shard);
    return samples;
  }
}
