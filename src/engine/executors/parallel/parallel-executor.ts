import { DownhillError } from '../../../core/errors.ts';
import type { ExperimentSpec } from '../../../experiment/schema.ts';
import type { NamedValues, NetworkValues } from '../../../nn/model.ts';
import type { LaneSnapshot } from '../../../optim/snapshot.ts';
import type { Split } from '../../../protocol/training-facts.ts';
import type { EvaluationScores, Executor, LaneSteps, Samples, StepPlan } from '../executor.ts';
import { Pacing } from '../pacing.ts';
import { StepCounters } from '../step-counters.ts';
import { maxStepsPerRun } from '../wasm/wasm-options.ts';
import type { LaneMethod, LaneRecipe, MethodResult } from './lane-messages.ts';
import type { LaneWorkerOptions } from './lane-worker.ts';
import { LaneWorker } from './lane-worker.ts';

export interface ParallelOptions
  extends Pick<LaneWorkerOptions, 'spawn' | 'awaitLock'>,
    Pick<LaneRecipe, 'start' | 'layerStatistics'> {
  readonly spec: ExperimentSpec;
  readonly dataset: Samples;
  /** The most threads that share a step of one worker; 1 where absent. */
  readonly threads?: number;
  /** Which lanes train in one worker, by their places in the spec. */
  readonly groups: readonly (readonly number[])[];
}

/** A worker with its lanes, by their places in the spec. */
interface Group {
  readonly worker: LaneWorker;
  readonly lanes: readonly number[];
}

/** Lanes that train in several workers at once, each by WebAssembly: with the same bits as in one. */
export class ParallelExecutor implements Executor {
  /** So that no worker waits for another, or for what is planned next. */
  readonly depth = 3;
  readonly dispatchesPerStep = null;
  readonly #groups: readonly Group[];
  readonly #steps: StepCounters;
  readonly #pacing = new Pacing(maxStepsPerRun);

  /** @throws DownhillError code `device` where memory does not suffice or a worker cannot be started */
  static async build(options: ParallelOptions): Promise<ParallelExecutor> {
    const { spec, dataset, groups, start, layerStatistics, threads, spawn, awaitLock } = options;
    const { manifest, validation } = dataset;
    const starting = groups.map((group) => {
      const lanes = group.flatMap((lane) => spec.lanes[lane] ?? []);
      const recipe = { spec: { ...spec, lanes }, manifest, validation, start, layerStatistics, threads };
      return LaneWorker.start({ spawn, dataset, recipe, ...(awaitLock && { awaitLock }) });
    });
    const started = await Promise.allSettled(starting);
    const failed = started.find((one) => one.status === 'rejected');
    if (failed) {
      for (const one of started) if (one.status === 'fulfilled') one.value.close(disposed());
      throw failed.reason;
    }
    const workers = await Promise.all(starting);
    return new ParallelExecutor(
      workers.map((worker, i) => ({ worker, lanes: groups[i] ?? [] })),
      spec.lanes.length,
    );
  }

  private constructor(groups: readonly Group[], lanes: number) {
    this.#groups = groups;
    this.#steps = new StepCounters(lanes);
  }

  stepsPerRun(): number {
    return this.#pacing.stepsPerRun;
  }

  async run(steps: readonly StepPlan[]): Promise<readonly LaneSteps[]> {
    this.#steps.advance(steps.length);
    const startedAt = performance.now();
    const indices = concatenated(steps.map((step) => step.indices));
    const results = await Promise.all(
      this.#groups.map(({ worker, lanes }) => {
        if (!lanes.some((lane) => this.#steps.isActive(lane))) return [];
        const hyperparams = steps.map((step) => lanes.map((lane) => step.hyperparams[lane] ?? {}));
        return worker.run({ indices, hyperparams });
      }),
    );
    this.#pacing.done(steps.length, startedAt);
    return this.#groups
      .flatMap(({ lanes }, group) => lanes.map((lane, i) => ({ lane, steps: results[group]?.[i] })))
      .sort((a, b) => a.lane - b.lane)
      .map((one) => one.steps ?? noSteps(steps.length));
  }

  evaluate(lane: number, split: Split): Promise<EvaluationScores> {
    return this.#call('evaluate', lane, (place) => [place, split]);
  }

  /** By the worker that has the least to do. */
  async evaluateAt(values: NetworkValues): Promise<EvaluationScores> {
    const [first, ...others] = this.#groups;
    if (!first) throw new RangeError('executor: no lanes');
    const idlest = others.reduce((a, b) => (b.worker.pending < a.worker.pending ? b : a), first);
    return idlest.worker.call('evaluateAt', values);
  }

  predict(lane: number, images: Uint8Array): Promise<Float32Array<ArrayBuffer>> {
    return this.#call('predict', lane, (place) => [place, images]);
  }

  activations(lane: number, image: Uint8Array): Promise<readonly NamedValues[]> {
    return this.#call('activations', lane, (place) => [place, image]);
  }

  attentionWeights(lane: number, image: Uint8Array): Promise<readonly NamedValues[]> {
    return this.#call('attentionWeights', lane, (place) => [place, image]);
  }

  inputGradient(lane: number, image: Uint8Array, classIndex: number): Promise<NamedValues> {
    return this.#call('inputGradient', lane, (place) => [place, image, classIndex]);
  }

  weights(lane: number): Promise<NetworkValues> {
    return this.#call('weights', lane, (place) => [place]);
  }

  snapshot(lane: number): Promise<LaneSnapshot> {
    return this.#call('snapshot', lane, (place) => [place]);
  }

  async restore(lane: number, snapshot: LaneSnapshot): Promise<void> {
    await this.#call('restore', lane, (place) => [place, snapshot]);
    this.#steps.restore(lane, snapshot.step);
  }

  deactivate(lane: number): void {
    this.#steps.deactivate(lane);
    for (const { worker, lanes } of this.#groups) {
      const place = lanes.indexOf(lane);
      if (place >= 0) worker.deactivate(place);
    }
  }

  dispose(): void {
    for (const { worker } of this.#groups) worker.close(disposed());
  }

  /** `args`: what the lane's worker is asked, by the place of the lane there. */
  async #call<Method extends LaneMethod>(
    method: Method,
    lane: number,
    args: (place: number) => Parameters<Executor[Method]>,
  ): Promise<MethodResult<Method>> {
    const group = this.#groups.find(({ lanes }) => lanes.includes(lane));
    if (!group) throw new RangeError(`executor: no lane ${lane}`);
    return group.worker.call(method, ...args(group.lanes.indexOf(lane)));
  }
}

const disposed = (): DownhillError =>
  new DownhillError({ code: 'state', fact: { id: 'experimentReplaced', params: {} } });

function concatenated(batches: readonly Uint32Array[]): Uint32Array<ArrayBuffer> {
  const all = new Uint32Array(batches.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const batch of batches) {
    all.set(batch, at);
    at += batch.length;
  }
  return all;
}

/** What comes of a lane that takes no steps. */
const noSteps = (count: number): LaneSteps => ({
  loss: new Float32Array(count).fill(Number.NaN),
  norm: null,
  accepted: null,
  layerStatistics: [],
});
