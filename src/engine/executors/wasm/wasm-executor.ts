import { LaneState, snapshotFormats } from '../../../compiler/lowering/lane-state.ts';
import { networkOfLane, tableBuffer, thetaBuffer } from '../../../compiler/lowering/lower.ts';
import { laneBuffer } from '../../../compiler/lowering/update.ts';
import { stepBuffer } from '../../../compiler/wasm/call-pass.ts';
import type { LoweredRun } from '../../../compiler/wasm/lower-run.ts';
import {
  anyNetwork,
  gradientsBuffer,
  indicesBuffer,
  lowerToCalls,
} from '../../../compiler/wasm/lower-run.ts';
import { isMeasured } from '../../../nn/diagnostics/measured-steps.ts';
import type { NamedValues, NetworkValues } from '../../../nn/model.ts';
import { initialState } from '../../../nn/model.ts';
import type { Plan } from '../../../optim/plan.ts';
import type { LaneSnapshot } from '../../../optim/snapshot.ts';
import type { StepLayerStatistics } from '../../../protocol/frames.ts';
import type { Split } from '../../../protocol/training-facts.ts';
import { ArrivingSamples, onArrival } from '../arriving-samples.ts';
import { decodeTable } from '../decode.ts';
import type { EvaluationScores, Executor, LaneSteps, StepPlan } from '../executor.ts';
import { layerNorms } from '../layer-norms.ts';
import { Pacing } from '../pacing.ts';
import { StepCounters } from '../step-counters.ts';
import { Turns } from '../turns.ts';
import { LaneUpdate } from './lane-update.ts';
import type { LinkedProgram } from './machine.ts';
import { Machine } from './machine.ts';
import type { SpawnThread } from './spawn-thread.ts';
import { threadSpawner } from './spawn-thread.ts';
import type { ThreadLimits, Threads } from './threads.ts';
import { maxThreads } from './threads.ts';
import { WasmInspector } from './wasm-inspector.ts';
import type { WasmOptions } from './wasm-options.ts';
import { maxStepsPerRun } from './wasm-options.ts';

interface Lane {
  readonly preparation: LinkedProgram;
  /** The job of all parts of a batch. */
  readonly job: number;
  readonly update: LaneUpdate;
  readonly state: LaneState;
}

/** Takes steps by kernels of WebAssembly: the same bits on every machine, whatever it is. */
export class WasmExecutor implements Executor {
  readonly depth = 1;
  readonly dispatchesPerStep = null;
  readonly #machine: Machine;
  readonly #options: WasmOptions;
  readonly #lowered: LoweredRun;
  readonly #samples: ArrivingSamples;
  readonly #stopArrivals: () => void;
  readonly #sum: LinkedProgram;
  readonly #lanes: readonly Lane[];
  readonly #threads: Threads;
  readonly #inspector: WasmInspector;
  readonly #steps: StepCounters;
  readonly #pacing = new Pacing(maxStepsPerRun);
  /** Steps and evaluations use the same buffers. */
  readonly #turns = new Turns();

  /**
   * @param spawn how threads are made; null where there can be none
   * @throws DownhillError code `device` where memory does not suffice
   */
  static async build(
    options: WasmOptions,
    spawn: SpawnThread | null = threadSpawner(),
    limits?: ThreadLimits,
  ): Promise<WasmExecutor> {
    const lowered = lowerToCalls(options);
    const { model, widths } = options;
    const requested = spawn ? (options.threads ?? 1) : 1;
    const threads = Math.max(1, Math.min(requested, lowered.parts.length, maxThreads));
    const { words, workspace } = lowered;
    const machine = await Machine.make(words, { model, widths }, { threads, workspace });
    const updates = await Promise.all(
      lowered.lanes.map((lane, index) => LaneUpdate.make(machine, lowered, lane, index)),
    );
    return new WasmExecutor(machine, options, lowered, updates, (jobs) => jobs.startThreads(spawn, limits));
  }

  private constructor(
    machine: Machine,
    options: WasmOptions,
    lowered: LoweredRun,
    updates: readonly LaneUpdate[],
    startThreads: (machine: Machine) => Threads,
  ) {
    const { dataset, layers, lanes, seed, normalize, weights, state } = options;
    const { arena, statistics, preparation, parts, sum } = lowered;
    this.#machine = machine;
    this.#options = options;
    this.#lowered = lowered;
    this.#samples = new ArrivingSamples(dataset, (buffer, offset, bytes) =>
      machine.bytes(buffer).set(bytes, offset),
    );
    this.#sum = machine.link(sum);
    machine.floats(tableBuffer).set(decodeTable(dataset.manifest, normalize));
    const formats = snapshotFormats(layers, dataset.manifest.shape, lanes, seed);
    this.#lanes = formats.map((format, index) => {
      const network = networkOfLane(index);
      const renamed = new Map([
        [anyNetwork.theta, network.theta],
        [anyNetwork.state, network.state],
      ]);
      machine.floats(network.theta).set(arena.pack(weights));
      if (statistics.length > 0)
        machine.floats(network.state).set(statistics.pack(state ?? initialState(layers)));
      return {
        preparation: machine.link(preparation, renamed),
        job: machine.addJob(
          parts.map(({ program }) => program),
          renamed,
        ),
        update: updates[index] as LaneUpdate,
        state: new LaneState(format, arena),
      };
    });
    this.#inspector = new WasmInspector(machine, lowered, options, this.#samples, this.#turns);
    this.#steps = new StepCounters(lanes.length);
    this.#threads = startThreads(machine);
    this.copyArrived();
    this.#stopArrivals = 'drain' in dataset ? () => undefined : onArrival(dataset, () => this.copyArrived());
  }

  /** Takes images that have arrived, so that the next step need not. */
  copyArrived(): void {
    this.#samples.copyArrived();
  }

  stepsPerRun(): number {
    return this.#pacing.stepsPerRun;
  }

  run(steps: readonly StepPlan[]): Promise<readonly LaneSteps[]> {
    return this.#turns.run(() => this.#run(steps));
  }

  async #run(steps: readonly StepPlan[]): Promise<readonly LaneSteps[]> {
    const results = this.#options.lanes.map(({ plan }) => columnsOf(plan, steps.length));
    const first = this.#steps.advance(steps.length);
    const startedAt = performance.now();
    this.#samples.copyArrived();
    for (const [i, step] of steps.entries()) this.#step(step, first + i, i, results);
    this.#pacing.done(steps.length, startedAt);
    return results;
  }

  #step({ indices, hyperparams }: StepPlan, step: number, at: number, results: readonly Columns[]): void {
    const machine = this.#machine;
    const { parts, arena } = this.#lowered;
    const { batchSize, seed, layerStatistics } = this.#options;
    machine.integers(indicesBuffer).set(indices);
    machine.integers(stepBuffer).set([step, seed]);
    const measures = layerStatistics === true && isMeasured(step);
    for (const [index, lane] of this.#lanes.entries()) {
      const columns = results[index];
      if (!columns || !this.#steps.isActive(index)) continue;
      lane.preparation.run();
      this.#threads.run(lane.job);
      this.#sum.run();
      const total = parts.reduce((sum, { loss }) => sum + (machine.double(loss)[0] ?? Number.NaN), 0);
      const mean = Math.fround(total / batchSize);
      const g = measures ? machine.floats(gradientsBuffer).slice() : null;
      const before = measures ? machine.floats(thetaBuffer(index)).slice() : null;
      const facts = { hyperparams: hyperparams[index] ?? {}, loss: mean, step };
      const { norm, accepted } = lane.update.run(facts);
      columns.loss[at] = mean;
      if (columns.norm) columns.norm[at] = norm ?? Number.NaN;
      if (columns.accepted) columns.accepted[at] = accepted ? 1 : 0;
      if (g && before) {
        const parameters = (floats: Float32Array): Float32Array[] =>
          arena.places.map(({ offset, length }) => floats.subarray(offset, offset + length));
        const theta = parameters(machine.floats(thetaBuffer(index)));
        const norms = layerNorms(this.#options.layers, parameters(g), parameters(before), theta);
        columns.layerStatistics.push({ at, norms });
      }
    }
  }

  evaluate(lane: number, split: Split): Promise<EvaluationScores> {
    return this.#inspector.evaluate(networkOfLane(lane), split);
  }

  evaluateAt(values: NetworkValues): Promise<EvaluationScores> {
    return this.#inspector.evaluateAt(values);
  }

  async predict(lane: number, images: Uint8Array): Promise<Float32Array<ArrayBuffer>> {
    return this.#inspector.predict(networkOfLane(lane), images);
  }

  async activations(lane: number, image: Uint8Array): Promise<readonly NamedValues[]> {
    return this.#inspector.activations(networkOfLane(lane), image);
  }

  async attentionWeights(lane: number, image: Uint8Array): Promise<readonly NamedValues[]> {
    return this.#inspector.attentionWeights(networkOfLane(lane), image);
  }

  async inputGradient(lane: number, image: Uint8Array, classIndex: number): Promise<NamedValues> {
    return this.#inspector.inputGradient(networkOfLane(lane), image, classIndex);
  }

  async weights(lane: number): Promise<NetworkValues> {
    const { layers } = this.#options;
    const { arena, statistics } = this.#lowered;
    const { theta, state } = networkOfLane(lane);
    const parameters = layers.flatMap((layer) => layer.parameters);
    const running = layers.flatMap((layer) => layer.state ?? []);
    const values = (name: string) => this.#machine.floats(name);
    return {
      weights: arena.unpack(parameters, values(theta)),
      state: running.length === 0 ? [] : statistics.unpack(running, values(state)),
    };
  }

  async snapshot(lane: number): Promise<LaneSnapshot> {
    const { state } = this.#laneOf(lane);
    const buffers = new Map(
      [...state.words.keys()].map((name) => [name, this.#machine.integers(laneBuffer(lane, name)).slice()]),
    );
    return state.unpack(this.#steps.of(lane), buffers);
  }

  restore(lane: number, snapshot: LaneSnapshot): Promise<void> {
    return this.#turns.run(async () => {
      const { state } = this.#laneOf(lane);
      state.format.check(snapshot);
      for (const [name, words] of state.pack(snapshot))
        this.#machine.integers(laneBuffer(lane, name)).set(words);
      this.#steps.restore(lane, snapshot.step);
    });
  }

  deactivate(lane: number): void {
    this.#steps.deactivate(lane);
  }

  /** How many threads work on a step, once all have started. */
  get threads(): Promise<number> {
    return this.#threads.started;
  }

  /** Memory goes with the last reference to it: the threads give theirs up. */
  dispose(): void {
    this.#stopArrivals();
    this.#threads.dispose();
  }

  #laneOf(index: number): Lane {
    const lane = this.#lanes[index];
    if (!lane) throw new RangeError(`executor: no lane ${index}`);
    return lane;
  }
}

interface Columns extends LaneSteps {
  readonly layerStatistics: { readonly at: number; readonly norms: StepLayerStatistics }[];
}

/** Room for what comes of `count` steps, with the columns that the plan fills; a lane that takes none has no loss. */
function columnsOf({ stepScalars }: Plan, count: number): Columns {
  const column = (name: string) => (stepScalars.includes(name) ? new Float32Array(count) : null);
  return {
    loss: new Float32Array(count).fill(Number.NaN),
    norm: column('norm'),
    accepted: column('accepted'),
    layerStatistics: [],
  };
}
