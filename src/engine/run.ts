import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { ErrorReport } from '../core/errors.ts';
import { DownhillError, toErrorReport } from '../core/errors.ts';
import { BatchOrder } from '../data/batches.ts';
import type { Dataset } from '../data/dataset.ts';
import type { Layer } from '../nn/layer.ts';
import type { NamedValues } from '../nn/model.ts';
import { summarize } from '../nn/model.ts';
import type { AdapterReport, Emit, RunResult, RunState, Split } from '../protocol/messages.ts';
import type { ExperimentSpec, LaneChange } from '../spec/schema.ts';
import { Delay, nextTask, Stopwatch } from './clock.ts';
import type { Executor, LaneSteps, StepPlan } from './executor.ts';
import { LaneTrack } from './lane-track.ts';

export interface RunOptions {
  readonly spec: ExperimentSpec;
  readonly title: string;
  readonly layers: readonly Layer[];
  readonly weights: readonly NamedValues[];
  readonly dataset: Dataset;
  readonly executor: Executor;
  readonly adapter: AdapterReport;
  readonly emit: Emit;
  /** Called after each recorded step: there are numbers to be taken. */
  readonly onMetrics: () => void;
}

/** sha256 over the bytes of the weights, in their order. */
export function hashWeights(weights: readonly NamedValues[]): string {
  const hash = sha256.create();
  for (const { values } of weights)
    hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  return bytesToHex(hash.digest());
}

/** One experiment from its initial weights to its end: takes the steps, records what comes of them, tells the page. */
export class Run {
  readonly lanes: readonly LaneTrack[];
  readonly order: BatchOrder;
  readonly horizon: number | null;
  readonly #options: RunOptions;
  readonly #watch = new Stopwatch();
  readonly #delay = new Delay();
  readonly #batchHash = sha256.create();
  readonly #initHash: string;
  #state: RunState = 'paused';
  #submitted = 0;
  #recorded = 0;
  #evaluatedAt = 0;
  /** Steps the loop may take before it pauses of itself. */
  #limit = Number.POSITIVE_INFINITY;
  #stopAsked = false;
  #loop: Promise<void> | null = null;
  #stepsPerSecond: number | null = null;

  constructor(options: RunOptions) {
    const { spec, dataset, weights } = options;
    const { manifest } = dataset;
    this.#options = options;
    this.order = new BatchOrder({
      seed: spec.seed,
      shardCounts: manifest.shards.train.map(({ count }) => count),
      validation: spec.data.validation,
      trainCount: spec.data.trainCount,
      batchSize: spec.data.batchSize,
    });
    const { steps, epochs } = spec.training;
    this.horizon = steps ?? (epochs === null ? null : epochs * this.order.stepsPerEpoch);
    this.lanes = spec.lanes.map(
      (_, i) => new LaneTrack(spec, i, manifest.classes.length, this.order.stepsPerEpoch, this.horizon),
    );
    this.#initHash = hashWeights(weights);
  }

  get state(): RunState {
    return this.#state;
  }

  get step(): number {
    return this.#recorded;
  }

  /** Trains on until paused or done; resolves once the loop has begun. */
  play(limit = Number.POSITIVE_INFINITY): void {
    if (this.#state === 'finished' || this.#state === 'failed') return;
    this.#limit = this.#submitted + limit;
    this.#stopAsked = false;
    this.#loop ??= this.#train().finally(() => {
      this.#loop = null;
    });
  }

  /** Stops after the steps under way; resolves once they are recorded. */
  async pause(): Promise<void> {
    this.#stopAsked = true;
    this.#delay.wake();
    await this.#loop;
  }

  async stepOnce(): Promise<void> {
    await this.pause();
    this.play(1);
    await this.#loop;
  }

  /** Ends the run where it is; `evaluate`: with a last look at the validation split, and the one at the test set. */
  async finish(evaluate: boolean): Promise<void> {
    await this.pause();
    if (this.#state === 'paused') await this.#guard(() => this.#end('stopped', evaluate));
  }

  /** The first step that will use the new values. */
  change(lane: number, set: LaneChange): number {
    const track = this.lanes[lane];
    if (!track) throw new DownhillError({ code: 'state', message: `lane: there is no lane ${lane}` });
    track.change(this.#submitted, set);
    return this.#submitted;
  }

  setSpeed(stepsPerSecond: number | null): void {
    this.#stepsPerSecond = stepsPerSecond;
    this.#delay.wake();
  }

  fail(error: ErrorReport): void {
    if (this.#state === 'finished' || this.#state === 'failed') return;
    this.#stopAsked = true;
    this.#watch.stop();
    this.#setState('failed', error);
    this.#delay.wake();
  }

  async dispose(): Promise<void> {
    await this.pause();
    this.#options.executor.dispose();
  }

  result(): RunResult {
    const { spec, adapter, title, layers } = this.#options;
    const steps = this.#recorded;
    const trainMs = this.#watch.elapsedMs;
    return {
      spec: { ...spec, lanes: this.lanes.map((lane) => lane.spec) },
      adapter,
      model: summarize(title, layers),
      lanes: this.lanes.map((lane) => lane.result()),
      hashes: { init: this.#initHash, batches: bytesToHex(this.#batchHash.clone().digest()) },
      timing: { steps, trainMs, msPerStep: steps === 0 ? 0 : trainMs / steps },
    };
  }

  #setState(state: RunState, error: ErrorReport | null = null): void {
    this.#state = state;
    this.#options.emit('state', { state, step: this.#recorded, error });
  }

  #tellLane(index: number): void {
    const lane = this.lanes[index];
    if (!lane) return;
    const { state, divergence, targetStep } = lane;
    this.#options.emit('lane', { lane: index, state, divergence, targetStep });
  }

  #setLanes(state: 'running' | 'ready' | 'finished' | 'stopped'): void {
    this.lanes.forEach((lane, i) => {
      if (lane.state === 'diverged') return;
      const ended = state === 'finished' || state === 'stopped';
      lane.state = ended && lane.targetStep !== null ? 'target' : state;
      this.#tellLane(i);
    });
  }

  /** Runs `work`; a data failure pauses the run so that it can go on, any other failure ends it. */
  async #guard(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const report = toErrorReport(error);
      this.#watch.stop();
      this.#options.emit('waiting', { message: null });
      if (this.#state === 'failed') return;
      this.#setState(report.code === 'data' ? 'paused' : 'failed', report);
    }
  }

  async #train(): Promise<void> {
    this.#setState('running');
    this.#setLanes('running');
    await this.#guard(async () => {
      await this.#takeSteps();
      if (this.#state === 'failed') return;
      if (this.#isDone()) await this.#end('finished');
      else this.#setState('paused');
    });
  }

  #isDone(): boolean {
    return (
      this.#recorded >= (this.horizon ?? Number.POSITIVE_INFINITY) ||
      this.lanes.every((l) => l.state === 'diverged')
    );
  }

  async #takeSteps(): Promise<void> {
    const { executor, spec } = this.#options;
    const { evalEvery } = spec.training;
    const underWay: Promise<void>[] = [];
    const drain = async () => {
      await Promise.all(underWay.splice(0));
      this.#watch.stop();
    };
    try {
      while (!this.#stopAsked && !this.#isDone()) {
        if (
          this.#recorded > this.#evaluatedAt &&
          this.#recorded === this.#submitted &&
          this.#recorded % evalEvery === 0
        ) {
          await this.#evaluate('validation');
        }
        const evalAt = (Math.floor(this.#submitted / evalEvery) + 1) * evalEvery;
        const end = Math.min(this.#limit, this.horizon ?? Number.POSITIVE_INFINITY, evalAt);
        const count = Math.min(
          this.#stepsPerSecond === null ? executor.stepsPerRun() : 1,
          end - this.#submitted,
        );
        if (count > 0) {
          await this.#whenDataReady(this.#submitted + count - 1, drain);
          if (this.#stopAsked) break;
          this.#watch.start();
          const taken = this.#submit(count);
          taken.catch(() => undefined); // it is awaited later, and may fail before
          underWay.push(taken);
        }
        const settled = this.#submitted >= end;
        if (settled) await drain();
        else if (underWay.length >= executor.depth) await underWay.shift();
        if (this.#submitted >= this.#limit) break;
        await this.#pace();
        await nextTask();
      }
    } finally {
      await drain();
    }
    if (this.#recorded > this.#evaluatedAt && this.#recorded % evalEvery === 0 && !this.#isDone()) {
      await this.#evaluate('validation');
    }
  }

  async #submit(count: number): Promise<void> {
    const first = this.#submitted;
    const plans: StepPlan[] = Array.from({ length: count }, (_, i) => ({
      indices: this.order.indices(first + i) as Uint32Array<ArrayBuffer>,
      hyper: this.lanes.map((lane) => lane.hyper.at(first + i)),
    }));
    this.#submitted += count;
    const lanes = await this.#options.executor.run(plans);
    const elapsedMs = this.#watch.elapsedMs;
    plans.forEach((plan, i) => {
      this.#record(plan, lanes, i, elapsedMs);
    });
    this.#options.onMetrics();
  }

  #record({ indices, hyper }: StepPlan, taken: readonly LaneSteps[], at: number, elapsedMs: number): void {
    if (this.lanes.every((lane) => lane.state === 'diverged')) return;
    this.#batchHash.update(new Uint8Array(indices.buffer, indices.byteOffset, indices.byteLength));
    this.#recorded++;
    this.lanes.forEach((lane, i) => {
      if (lane.state === 'diverged') return;
      const { lr = 0 } = hyper[i] ?? {};
      const momentum = hyper[i]?.[lane.momentumKey] ?? 0;
      const loss = taken[i]?.loss[at] ?? Number.NaN;
      const accepted = taken[i]?.accepted?.[at] !== 0;
      const { epoch, divergence } = lane.record({ loss, lr, momentum, elapsedMs, accepted });
      if (epoch) this.#options.emit('epoch', { lane: i, epoch });
      if (divergence) {
        this.#options.executor.retire(i);
        this.#tellLane(i);
      }
    });
  }

  async #whenDataReady(step: number, drain: () => Promise<void>): Promise<void> {
    const { dataset } = this.#options;
    const last = this.order.lastShardNeeded(step);
    for (let shard = 0; shard <= last; shard++) {
      if (dataset.isTrainShardReady(shard)) continue;
      await drain();
      await this.#waitFor(
        dataset.whenTrainShard(shard),
        `Waiting for ${dataset.manifest.shards.train[shard]?.file}`,
      );
    }
  }

  async #waitFor(arrival: Promise<void>, message: string): Promise<void> {
    this.#options.emit('waiting', { message });
    await arrival;
    this.#options.emit('waiting', { message: null });
  }

  async #pace(): Promise<void> {
    if (this.#stepsPerSecond === null || this.#stopAsked) return;
    await this.#delay.wait(1000 / this.#stepsPerSecond);
  }

  async #evaluate(split: Split): Promise<void> {
    const { dataset, executor, emit } = this.#options;
    const arrival = split === 'test' ? dataset.whenTest() : dataset.whenValidation();
    await this.#waitFor(arrival, `Waiting for the ${split} pictures`);
    for (const [i, lane] of this.lanes.entries()) {
      if (lane.state === 'diverged') continue;
      const evaluation = { step: this.#recorded, split, ...(await executor.evaluate(i, split)) };
      const reached = lane.evaluated(evaluation);
      emit('evaluation', { lane: i, evaluation });
      if (reached) this.#tellLane(i);
    }
    if (split === 'validation') this.#evaluatedAt = this.#recorded;
  }

  async #end(how: 'finished' | 'stopped', evaluate = true): Promise<void> {
    if (evaluate && this.#recorded > 0) {
      if (this.#recorded > this.#evaluatedAt) await this.#evaluate('validation');
      await this.#evaluate('test');
    }
    this.#setLanes(how);
    this.#setState('finished');
  }
}
