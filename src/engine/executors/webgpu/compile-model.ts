import type { EvaluateShape } from '../../../compiler/kernels/loss/evaluate.ts';
import { Arena } from '../../../compiler/lowering/arena.ts';
import {
  gradientsBuffer,
  stateBuffer,
  stepCounterBuffer,
  tableBuffer,
  thetaBuffer,
} from '../../../compiler/lowering/lower.ts';
import { noBiasBuffer } from '../../../compiler/lowering/lower-conv.ts';
import type { LoweringOptions, ReadbackSize } from '../../../compiler/lowering/lower-model.ts';
import { fittingOf, lowerToFit } from '../../../compiler/lowering/lower-model.ts';
import type { PlanTable } from '../../../compiler/lowering/plan-table.ts';
import type { Dispatch, Program } from '../../../compiler/lowering/program.ts';
import { wordsOf } from '../../../compiler/lowering/program.ts';
import { initialState } from '../../../compiler/lowering/update.ts';
import type { ModelId } from '../../../nn/index.ts';
import type { NamedValues } from '../../../nn/model.ts';
import { initialState as initialStatistics } from '../../../nn/model.ts';
import { ArrivingSamples } from '../arriving-samples.ts';
import type { Normalize } from '../decode.ts';
import { decodeTable } from '../decode.ts';
import type { Samples } from '../executor.ts';
import { ByteWriter } from './byte-writer.ts';
import type { Capture } from './gpu.ts';
import { Gpu } from './gpu.ts';
import { LayerStatisticsMeter } from './layer-statistics-meter.ts';
import { tune } from './tuning.ts';
import type { TuningStore } from './tuning-store.ts';

/** What an executor on WebGPU is built from: what its programs are lowered from, and what they run on and start with. */
export interface CompiledOptions extends LoweringOptions {
  readonly device: GPUDevice;
  readonly weights: readonly NamedValues[];
  /** Running statistics to start from; each layer's own where absent. */
  readonly state?: readonly NamedValues[];
  readonly dataset: Samples;
  readonly normalize: Normalize;
  /** Of the random streams on the GPU. */
  readonly seed: number;
  /** Whose options are named where memory lacks. */
  readonly model?: ModelId;
  /** The options that its weights grow with, as paths into the spec; named where there is no smaller form. */
  readonly widths?: readonly string[];
  /** Measures and remembers the fastest kernels; without it each kernel's own first choice is taken. */
  readonly tuning?: TuningStore;
}

/** Everything a run replays, with the tables the host fills. */
export interface CompiledModel {
  readonly gpu: Gpu;
  /** Where each weight lies. */
  readonly arena: Arena;
  readonly gather: Capture;
  /** One a lane. */
  readonly lanes: readonly Capture[];
  /** Where in a lane's dispatches its update begins, one a lane. */
  readonly updates: readonly number[];
  readonly layerStatistics: LayerStatisticsMeter | null;
  readonly clear: Capture;
  readonly evaluationGather: Capture;
  readonly evaluationLanes: readonly Capture[];
  /** Its dispatches, for whoever makes the buffers of the probe network. */
  readonly probeEvaluation: {
    readonly words: ReadonlyMap<string, number>;
    readonly dispatches: readonly Dispatch[];
  };
  /** Where the host reads buffers, by their names. */
  readonly readbacks: ReadonlyMap<string, ReadbackSize>;
  readonly plan: PlanTable;
  readonly data: ArrivingSamples;
  readonly evaluation: EvaluateShape;
}

/**
 * Lowers the model to programs, allocates their buffers, picks the fastest kernels, captures them, and uploads the
 * initial weights to every lane.
 * @throws DownhillError code `device` where memory does not suffice or a kernel does not compile
 */
export async function captureAll(options: CompiledOptions): Promise<CompiledModel> {
  const { device, dataset, tuning } = options;
  const gpu = new Gpu(device);
  try {
    const lowered = await allocated(options, gpu);
    const { programs, all, arena, plan, evaluation, layerStatistics, readbacks } = lowered;
    const picks = tuning === undefined ? new Map<string, number>() : await tune(gpu, all, tuning);
    const capture = (program: Program): Promise<Capture> => gpu.capture(program.dispatches(picks));
    const meters = await Promise.all(programs.layerStatistics.map(capture));
    const captured: CompiledModel = {
      gpu,
      arena,
      gather: await capture(programs.gather),
      lanes: await Promise.all(programs.lanes.map(capture)),
      updates: programs.lanes.map((program) => program.dispatchesBeforeMark(picks)),
      layerStatistics:
        layerStatistics && (await LayerStatisticsMeter.make(gpu, layerStatistics, meters, readbacks)),
      clear: await capture(programs.clear),
      evaluationGather: await capture(programs.evaluationGather),
      evaluationLanes: await Promise.all(programs.evaluationLanes.map(capture)),
      probeEvaluation: {
        words: wordsOf([programs.probeEvaluation]),
        dispatches: programs.probeEvaluation.dispatches(picks),
      },
      readbacks,
      plan,
      data: new ArrivingSamples(dataset, new ByteWriter(gpu).write),
      evaluation,
    };
    upload(options, gpu, arena);
    return captured;
  } catch (error) {
    gpu.dispose();
    throw error;
  }
}

/** The programs of a run, their buffers made: where memory runs out, with an evaluation in batches as small as a step's. */
async function allocated(options: CompiledOptions, gpu: Gpu): Promise<ReturnType<typeof lowerToFit>> {
  const { limits } = options.device;
  const { model, widths = [] } = options;
  const lowering = { ...(model && { model }), widths, fitting: () => fittingOf(options, limits) };
  const lowered = lowerToFit(options, limits);
  try {
    await gpu.allocate(lowered.words, lowering);
    return lowered;
  } catch (error) {
    if (lowered.evaluation.batch <= options.batchSize) throw error;
    gpu.dispose();
    const smallest = lowerToFit(options, limits, options.batchSize);
    await gpu.allocate(smallest.words, lowering);
    return smallest;
  }
}

/** Initial weights, empty slots, the decode table and the step counter at 0: whatever tuning left behind is overwritten. */
function upload(
  { layers, weights, state: start, lanes, dataset, normalize, seed }: CompiledOptions,
  gpu: Gpu,
  arena: Arena,
): void {
  const theta = arena.pack(weights);
  lanes.forEach((_, lane) => {
    gpu.write(thetaBuffer(lane), 0, theta);
  });
  const { zeros, tables } = initialState(
    lanes.map(({ plan }) => plan),
    arena,
  );
  gpu.clear([...[gradientsBuffer, noBiasBuffer].filter((name) => gpu.has(name)), ...zeros]);
  const state = packStatistics(start ?? initialStatistics(layers));
  lanes.forEach((_, lane) => {
    if (state.length > 0) gpu.write(stateBuffer(lane), 0, state);
  });
  for (const [name, table] of tables) gpu.write(name, 0, table);
  gpu.write(tableBuffer, 0, decodeTable(dataset.manifest, normalize));
  gpu.write(stepCounterBuffer, 0, stepCounterAt(0, seed));
}

/** What the step counter holds before a step, see step-counter.ts. */
export const stepCounterAt = (step: number, seed: number): Uint32Array<ArrayBuffer> =>
  Uint32Array.of(step, step, seed, 0);

/** Running statistics as they lie in their buffer. */
export const packStatistics = (state: readonly NamedValues[]): Float32Array<ArrayBuffer> =>
  new Arena(state.map(({ name, shape }) => ({ id: name, shape }))).pack(state);
