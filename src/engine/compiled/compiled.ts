import type { Layer } from '../../nn/layer.ts';
import type { NamedValues } from '../../nn/model.ts';
import type { OptimizerDeclaration } from '../../optim/transform.ts';
import type { Evaluation, Split } from '../../protocol/messages.ts';
import type { Normalize } from '../decode.ts';
import { decodeTable } from '../decode.ts';
import type { Executor, Samples, StepPlan } from '../executor.ts';
import type { EvaluateShape } from '../kernels/evaluate.ts';
import { decodeEvaluation, evaluationLength } from '../kernels/evaluate.ts';
import type { AdapterClass } from '../kernels/kernel.ts';
import { Arena } from './arena.ts';
import type { LowerContext } from './context.ts';
import { DatasetOnGpu } from './dataset-on-gpu.ts';
import type { Capture, GpuCounts } from './gpu.ts';
import { Gpu } from './gpu.ts';
import {
  clearProgram,
  clockBuffer,
  evaluationBuffers,
  evaluationProgram,
  gatherProgram,
  laneProgram,
  ringBuffer,
  tableBuffer,
  thetaBuffer,
} from './lower.ts';
import { Pacing } from './pacing.ts';
import { PlanTable, planBuffer } from './plan-table.ts';
import type { Choose } from './program.ts';
import { chooseFirst } from './program.ts';
import { Readback } from './readback.ts';
import { trace } from './tape.ts';

export interface CompiledOptions {
  readonly device: GPUDevice;
  readonly adapterClass: AdapterClass;
  readonly layers: readonly Layer[];
  readonly weights: readonly NamedValues[];
  /** One a lane. */
  readonly optimizers: readonly OptimizerDeclaration[];
  readonly dataset: Samples;
  readonly batchSize: number;
  readonly normalize: Normalize;
  /** Of the random streams on the GPU. */
  readonly seed: number;
  readonly choose?: Choose;
}

/** The most steps of one submission: rows of the table the host writes before each. */
const rows = 64;
const submissionsInFlight = 3;
const evaluationBatch = 200;
/** So that an evaluation does not hold the GPU for long at a time. */
const evaluationBatchesPerSubmission = 5;

interface Captures {
  readonly gather: Capture;
  /** One a lane. */
  readonly lanes: readonly Capture[];
  readonly clear: Capture;
  readonly evaluationGather: Capture;
  readonly evaluationLanes: readonly Capture[];
}

/**
 * Takes steps by replaying kernels that were captured when it was built: no allocation, no compilation, and one write
 * to the queue for each submission, whatever the sliders do.
 */
export class CompiledExecutor implements Executor {
  readonly depth = submissionsInFlight;
  readonly #gpu: Gpu;
  readonly #captures: Captures;
  readonly #dataset: Samples;
  readonly #data: DatasetOnGpu;
  readonly #plan: PlanTable;
  readonly #evaluation: EvaluateShape;
  readonly #losses: Readback;
  readonly #results: Readback;
  readonly #pacing = new Pacing(rows);
  #nextStep = 0;
  #tablesOf: Split | null = null;

  /**
   * Compiles, allocates and uploads everything a run needs.
   * @throws DownhillError code `device` where memory runs out or a kernel does not compile
   */
  static async build(options: CompiledOptions): Promise<CompiledExecutor> {
    const gpu = new Gpu(options.device);
    try {
      const executor = new CompiledExecutor(options, gpu, ...(await capture(options, gpu)));
      return executor;
    } catch (error) {
      gpu.dispose();
      throw error;
    }
  }

  private constructor(
    options: CompiledOptions,
    gpu: Gpu,
    captures: Captures,
    data: DatasetOnGpu,
    plan: PlanTable,
    evaluation: EvaluateShape,
  ) {
    this.#gpu = gpu;
    this.#captures = captures;
    this.#dataset = options.dataset;
    this.#data = data;
    this.#plan = plan;
    this.#evaluation = evaluation;
    this.#losses = new Readback(gpu.device, rows * options.optimizers.length, submissionsInFlight);
    this.#results = new Readback(gpu.device, evaluationLength(evaluation), 1);
  }

  get counts(): Readonly<GpuCounts> {
    return this.#gpu.counts;
  }

  get dispatchesPerStep(): number {
    const { gather, lanes } = this.#captures;
    return gather.dispatches + lanes.reduce((sum, lane) => sum + lane.dispatches, 0);
  }

  stepsPerRun(): number {
    return this.#pacing.stepsPerRun;
  }

  async run(steps: readonly StepPlan[]): Promise<readonly Float32Array<ArrayBuffer>[]> {
    const { gather, lanes } = this.#captures;
    const first = this.#nextStep;
    this.#nextStep += steps.length;
    this.#data.copyArrived();
    steps.forEach((plan, i) => {
      this.#plan.set(first + i, plan);
    });
    this.#gpu.write(this.#gpu.buffer(planBuffer, this.#plan.length), 0, this.#plan.words);
    const encoder = this.#gpu.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    for (let i = 0; i < steps.length; i++) {
      gather.encode(pass);
      for (const lane of lanes) lane.encode(pass);
    }
    pass.end();
    const read = this.#losses.copy(encoder, this.#gpu.buffer(ringBuffer, rows * lanes.length));
    this.#gpu.submit(encoder);
    const submittedAt = performance.now();
    const ring = new Float32Array(await read());
    this.#pacing.done(steps.length, submittedAt);
    return lanes.map((_, lane) =>
      Float32Array.from(steps, (_step, i) => ring[((first + i) % rows) * lanes.length + lane] ?? Number.NaN),
    );
  }

  async evaluate(lane: number, split: Split): Promise<Omit<Evaluation, 'step' | 'split'>> {
    const { clear, evaluationGather, evaluationLanes } = this.#captures;
    const forward = evaluationLanes[lane];
    if (!forward) throw new RangeError(`executor: no lane ${lane}`);
    const batches = this.#prepare(split);
    for (let from = 0; from < batches; from += evaluationBatchesPerSubmission) {
      const encoder = this.#gpu.device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      if (from === 0) clear.encode(pass);
      for (let i = from; i < Math.min(batches, from + evaluationBatchesPerSubmission); i++) {
        evaluationGather.encode(pass);
        forward.encode(pass);
      }
      pass.end();
      this.#gpu.submit(encoder);
      await this.#gpu.device.queue.onSubmittedWorkDone();
    }
    const encoder = this.#gpu.device.createCommandEncoder();
    const read = this.#results.copy(
      encoder,
      this.#gpu.buffer(evaluationBuffers.result, evaluationLength(this.#evaluation)),
    );
    this.#gpu.submit(encoder);
    const { samples, correct, loss, confusion } = decodeEvaluation(
      new Uint32Array(await read()),
      this.#evaluation.classes,
    );
    return { loss, accuracy: correct / samples, confusion };
  }

  dispose(): void {
    this.#gpu.dispose();
    this.#losses.dispose();
    this.#results.dispose();
  }

  /** Uploads the split's pictures and the tables that name them, where they are not there yet; how many batches. */
  #prepare(split: Split): number {
    const { batch, validRows } = this.#evaluation;
    const { counts } = this.#dataset.manifest;
    const count = split === 'test' ? counts.test : this.#dataset.validation;
    const start = split === 'test' ? counts.train : counts.train - count;
    this.#data.copyArrived();
    if (split === 'test') this.#data.copyTest();
    if (this.#tablesOf !== split) {
      const indices = Uint32Array.from(
        { length: validRows * batch },
        (_, i) => start + Math.min(i, count - 1),
      );
      const valid = Uint32Array.from({ length: validRows }, (_, i) =>
        Math.max(0, Math.min(batch, count - i * batch)),
      );
      this.#gpu.write(this.#gpu.buffer(evaluationBuffers.indices, indices.length), 0, indices);
      this.#gpu.write(this.#gpu.buffer(evaluationBuffers.valid, valid.length), 0, valid);
      this.#tablesOf = split;
    }
    return Math.ceil(count / batch);
  }
}

async function capture(
  options: CompiledOptions,
  gpu: Gpu,
): Promise<[Captures, DatasetOnGpu, PlanTable, EvaluateShape]> {
  const { layers, dataset, batchSize, optimizers, adapterClass, weights, choose = chooseFirst } = options;
  const { manifest } = dataset;
  const [height, width, channels] = manifest.shape;
  const tape = trace(layers, manifest.shape, batchSize);
  const evaluationTape = trace(layers, manifest.shape, evaluationBatch);
  const classes = manifest.classes.length;
  const context: LowerContext = {
    choose,
    adapterClass,
    arena: new Arena(tape.parameters),
    classes,
    channels,
  };
  const plan = new PlanTable(optimizers, batchSize, rows);
  gpu.buffer(planBuffer, plan.length);
  const data = new DatasetOnGpu(gpu, dataset);

  const picture = { height, width, channels, samples: data.samples };
  const evaluationBatches = Math.ceil(Math.max(dataset.validation, manifest.counts.test) / evaluationBatch);
  const evaluation = {
    batch: evaluationBatch,
    classes,
    batches: evaluationBatches,
    validRows: evaluationBatches,
  };
  const evaluationIndices = {
    buffer: evaluationBuffers.indices,
    offset: 0,
    length: evaluationBatches * evaluationBatch,
  };
  gpu.buffer(evaluationIndices.buffer, evaluationIndices.length);
  const programs = [
    gatherProgram(context, { ...picture, batch: batchSize, indexRows: rows }, plan.indices, clockBuffer),
    clearProgram(evaluation),
    gatherProgram(
      context,
      { ...picture, batch: evaluationBatch, indexRows: evaluationBatches },
      evaluationIndices,
      evaluationBuffers.clock,
    ),
    ...optimizers.map((optimizer, index) => {
      const hyper = plan.hyper[index];
      if (!hyper) throw new RangeError(`plan: no lane ${index}`);
      return laneProgram(context, tape, { index, lanes: optimizers.length, optimizer, hyper, rows });
    }),
    ...optimizers.map((_, index) => evaluationProgram(context, evaluationTape, index, evaluation)),
  ];
  const [gather, clear, evaluationGather, ...rest] = await gpu.capture(programs);
  if (!gather || !clear || !evaluationGather) throw new RangeError('capture: programs are missing');
  const captures = {
    gather,
    clear,
    evaluationGather,
    lanes: rest.slice(0, optimizers.length),
    evaluationLanes: rest.slice(optimizers.length),
  };

  const theta = new Float32Array(context.arena.length);
  for (const [i, { values }] of weights.entries()) {
    const parameter = tape.parameters[i];
    if (parameter) theta.set(values, context.arena.range('', parameter).offset);
  }
  for (const lane of optimizers.keys()) gpu.write(gpu.buffer(thetaBuffer(lane), theta.length), 0, theta);
  gpu.write(gpu.buffer(tableBuffer, 256 * channels), 0, decodeTable(manifest, options.normalize));
  gpu.write(gpu.buffer(clockBuffer, 4), 0, Uint32Array.of(0, 0, options.seed, 0));
  return [captures, data, plan, evaluation];
}
