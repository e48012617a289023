import { metricsColumns } from '../../../compiler/kernels/update/update-buffers.ts';
import { LaneState, snapshotFormats } from '../../../compiler/lowering/lane-state.ts';
import { metricsRingBuffer, stepCounterBuffer } from '../../../compiler/lowering/lower.ts';
import { maxStepsPerSubmission, submissionsInFlight } from '../../../compiler/lowering/lower-model.ts';
import { planBuffer } from '../../../compiler/lowering/plan-table.ts';
import { laneBuffer } from '../../../compiler/lowering/update.ts';
import { isMeasured } from '../../../nn/diagnostics/measured-steps.ts';
import type { Layer } from '../../../nn/layer.ts';
import type { NamedValues, NetworkValues } from '../../../nn/model.ts';
import type { Plan } from '../../../optim/plan.ts';
import type { LaneSnapshot } from '../../../optim/snapshot.ts';
import type { Split } from '../../../protocol/training-facts.ts';
import type { EvaluationScores, Executor, LaneSteps, StepPlan } from '../executor.ts';
import { Pacing } from '../pacing.ts';
import { StepCounters } from '../step-counters.ts';
import type { CompiledModel, CompiledOptions } from './compile-model.ts';
import { captureAll, stepCounterAt } from './compile-model.ts';
import { Evaluator } from './evaluator.ts';
import type { GpuCounts } from './gpu.ts';
import { Inspector } from './inspector.ts';
import { readValues, readWords } from './read-values.ts';
import { Readback } from './readback.ts';

/**
 * Takes steps by replaying kernels that were captured when it was built: no allocation, no compilation, and one write
 * to the queue for each submission, whatever the sliders do.
 */
export class CompiledExecutor implements Executor {
  readonly depth = submissionsInFlight;
  readonly dispatchesPerStep: number;
  readonly #captured: CompiledModel;
  readonly #layers: readonly Layer[];
  readonly #plans: readonly Plan[];
  readonly #metrics: Readback;
  readonly #evaluator: Evaluator;
  readonly #inspector: Inspector;
  readonly #pacing = new Pacing(maxStepsPerSubmission);
  readonly #states: readonly LaneState[];
  readonly #steps: StepCounters;
  readonly #seed: number;
  /** The next step by the counter on the GPU. */
  #counted = 0;

  /**
   * Compiles, allocates and uploads everything a run needs.
   * @throws DownhillError code `device` where memory does not suffice or a kernel does not compile
   */
  static async build(options: CompiledOptions): Promise<CompiledExecutor> {
    const captured = await captureAll(options);
    const { gpu, readbacks } = captured;
    try {
      const metrics = await Readback.of(gpu, readbacks, metricsRingBuffer);
      const evaluator = await Evaluator.make(captured, options.layers);
      return new CompiledExecutor(captured, options, metrics, evaluator);
    } catch (error) {
      gpu.dispose();
      throw error;
    }
  }

  private constructor(
    captured: CompiledModel,
    options: CompiledOptions,
    metrics: Readback,
    evaluator: Evaluator,
  ) {
    const { dataset, layers, lanes: updates, seed } = options;
    const { gather, lanes, arena } = captured;
    this.#captured = captured;
    this.#layers = layers;
    this.#plans = updates.map(({ plan }) => plan);
    this.#states = snapshotFormats(layers, dataset.manifest.shape, updates, seed).map(
      (format) => new LaneState(format, arena),
    );
    this.#steps = new StepCounters(updates.length);
    this.#seed = seed;
    this.dispatchesPerStep = [gather, ...lanes].reduce((sum, { dispatches }) => sum + dispatches.length, 0);
    this.#metrics = metrics;
    this.#evaluator = evaluator;
    this.#inspector = new Inspector(captured.gpu, arena, options);
  }

  get counts(): Readonly<GpuCounts> {
    return this.#captured.gpu.counts;
  }

  stepsPerRun(): number {
    return this.#pacing.stepsPerRun;
  }

  async run(steps: readonly StepPlan[]): Promise<readonly LaneSteps[]> {
    const { gpu, lanes, layerStatistics, plan, data } = this.#captured;
    const first = this.#steps.advance(steps.length);
    if (first !== this.#counted) gpu.write(stepCounterBuffer, 0, stepCounterAt(first, this.#seed));
    this.#counted = first + steps.length;
    data.copyArrived();
    for (const [i, { indices, hyperparams }] of steps.entries()) plan.set(first + i, indices, hyperparams);
    gpu.write(planBuffer, 0, plan.words);
    const encoder = gpu.device.createCommandEncoder();
    const measured = this.#encode(encoder, first, steps.length);
    const read = this.#metrics.copy(encoder, gpu.buffer(metricsRingBuffer));
    const readLayerStatistics = measured.length > 0 ? layerStatistics?.read(encoder) : undefined;
    gpu.submit(encoder);
    const submittedAt = performance.now();
    const [bytes, normsAt] = await Promise.all([read(), readLayerStatistics?.()]);
    const metricsRing = new Float32Array(bytes);
    this.#pacing.done(steps.length, submittedAt);
    const column = (lane: number, value: (typeof metricsColumns)[number]) => {
      const at = lane * metricsColumns.length + metricsColumns.indexOf(value);
      return Float32Array.from(
        steps,
        (_, i) =>
          metricsRing[((first + i) % maxStepsPerSubmission) * lanes.length * metricsColumns.length + at] ??
          Number.NaN,
      );
    };
    const stepScalar = (lane: number, name: 'norm' | 'accepted') =>
      this.#plans[lane]?.stepScalars.includes(name) ? column(lane, name) : null;
    return lanes.map((_, lane) => ({
      loss: column(lane, 'loss'),
      norm: stepScalar(lane, 'norm'),
      accepted: stepScalar(lane, 'accepted'),
      layerStatistics: normsAt ? measured.map((i) => ({ at: i, norms: normsAt(lane, first + i) })) : [],
    }));
  }

  /** The steps from `first` on, one after the other; which of them, counted from 0, are measured. */
  #encode(encoder: GPUCommandEncoder, first: number, count: number): number[] {
    const { gather, lanes, updates, layerStatistics } = this.#captured;
    const measured: number[] = [];
    let pass = encoder.beginComputePass();
    for (let i = 0; i < count; i++) {
      const meter = isMeasured(first + i) ? layerStatistics : null;
      if (meter) measured.push(i);
      gather.encode(pass);
      for (const [index, lane] of lanes.entries()) {
        if (!this.#steps.isActive(index)) continue;
        lane.encode(pass, 0, updates[index]);
        if (meter) {
          pass.end();
          meter.copy(encoder, index);
          pass = encoder.beginComputePass();
        }
        lane.encode(pass, updates[index]);
        meter?.measure(pass, index);
      }
    }
    pass.end();
    return measured;
  }

  evaluate(lane: number, split: Split): Promise<EvaluationScores> {
    return this.#evaluator.evaluateLane(lane, split);
  }

  evaluateAt(values: NetworkValues): Promise<EvaluationScores> {
    return this.#evaluator.evaluateAt(values);
  }

  predict(lane: number, images: Uint8Array): Promise<Float32Array<ArrayBuffer>> {
    return this.#inspector.predict(lane, images);
  }

  activations(lane: number, image: Uint8Array): Promise<readonly NamedValues[]> {
    return this.#inspector.activations(lane, image);
  }

  attentionWeights(lane: number, image: Uint8Array): Promise<readonly NamedValues[]> {
    return this.#inspector.attentionWeights(lane, image);
  }

  inputGradient(lane: number, image: Uint8Array, classIndex: number): Promise<NamedValues> {
    return this.#inspector.inputGradient(lane, image, classIndex);
  }

  weights(lane: number): Promise<NetworkValues> {
    return readValues(this.#captured, this.#layers, lane);
  }

  async snapshot(lane: number): Promise<LaneSnapshot> {
    const { gpu } = this.#captured;
    const state = this.#stateOf(lane);
    const step = this.#steps.of(lane);
    const buffers = new Map<string, Uint32Array<ArrayBuffer>>();
    for (const [name, words] of state.words)
      buffers.set(name, await readWords(gpu, laneBuffer(lane, name), words));
    return state.unpack(step, buffers);
  }

  async restore(lane: number, snapshot: LaneSnapshot): Promise<void> {
    const { gpu } = this.#captured;
    const state = this.#stateOf(lane);
    state.format.check(snapshot);
    for (const [name, words] of state.pack(snapshot)) gpu.write(laneBuffer(lane, name), 0, words);
    this.#steps.restore(lane, snapshot.step);
  }

  deactivate(lane: number): void {
    this.#steps.deactivate(lane);
  }

  dispose(): void {
    this.#evaluator.dispose();
    this.#inspector.dispose();
    this.#captured.gpu.dispose();
  }

  #stateOf(lane: number): LaneState {
    const state = this.#states[lane];
    if (!state) throw new RangeError(`executor: no lane ${lane}`);
    return state;
  }
}
