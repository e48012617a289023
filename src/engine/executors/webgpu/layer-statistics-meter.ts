import { normsOf, sumsPerPart } from '../../../compiler/kernels/layer-statistics.ts';
import type { LayerStatisticsSetting } from '../../../compiler/lowering/layer-statistics.ts';
import {
  gradientsCopy,
  measurementsIn,
  partsBuffer,
  sumsBuffer,
  thetaCopy,
} from '../../../compiler/lowering/layer-statistics.ts';
import type { ReadbackSize } from '../../../compiler/lowering/lower-model.ts';
import { measurementAt } from '../../../nn/diagnostics/measured-steps.ts';
import { rewritesGradients } from '../../../optim/plan.ts';
import type { StepLayerStatistics } from '../../../protocol/frames.ts';
import { columnsOfNorms } from '../layer-norms.ts';
import type { Capture, Gpu } from './gpu.ts';
import { Readback } from './readback.ts';

/** Measures a lane's step: copies before its update, one kernel after it, and what that wrote back on the host. */
export class LayerStatisticsMeter {
  readonly #gpu: Gpu;
  readonly #setting: LayerStatisticsSetting;
  readonly #captures: readonly Capture[];
  readonly #readback: Readback;
  readonly #rows: number;

  /**
   * `captures`: those of `layerStatisticsPrograms`.
   * @throws DownhillError code `device` where memory runs out
   */
  static async make(
    gpu: Gpu,
    setting: LayerStatisticsSetting,
    captures: readonly Capture[],
    readbacks: ReadonlyMap<string, ReadbackSize>,
  ): Promise<LayerStatisticsMeter> {
    gpu.write(partsBuffer, 0, setting.parts.ranges);
    return new LayerStatisticsMeter(gpu, setting, captures, await Readback.of(gpu, readbacks, sumsBuffer));
  }

  private constructor(
    gpu: Gpu,
    setting: LayerStatisticsSetting,
    captures: readonly Capture[],
    readback: Readback,
  ) {
    this.#gpu = gpu;
    this.#setting = setting;
    this.#captures = captures;
    this.#rows = measurementsIn(setting.steps);
    this.#readback = readback;
  }

  /** Keeps what the update will overwrite; between two passes. */
  copy(encoder: GPUCommandEncoder, lane: number): void {
    const { arena, plans, buffers } = this.#setting;
    const bytes = 4 * arena.length;
    const plan = plans[lane];
    encoder.copyBufferToBuffer(
      this.#gpu.buffer(buffers.theta(lane)),
      0,
      this.#gpu.buffer(thetaCopy),
      0,
      bytes,
    );
    if (!plan || !rewritesGradients(plan)) return;
    const gradients = this.#gpu.buffer(buffers.gradients);
    encoder.copyBufferToBuffer(gradients, 0, this.#gpu.buffer(gradientsCopy), 0, bytes);
  }

  measure(pass: GPUComputePassEncoder, lane: number): void {
    this.#captures[lane]?.encode(pass);
  }

  /** Encodes a copy of the measurements; after the submission, the returned function resolves with those of a step. */
  read(encoder: GPUCommandEncoder): () => Promise<(lane: number, step: number) => StepLayerStatistics> {
    const { parts, plans } = this.#setting;
    const reading = this.#readback.copy(encoder, this.#gpu.buffer(sumsBuffer));
    return async () => {
      const sums = new Float32Array(await reading());
      return (lane, step) => {
        const row = measurementAt(step) % this.#rows;
        const start = (row * plans.length + lane) * parts.count * sumsPerPart;
        return columnsOfNorms(parts.layers.map(({ from, to }) => normsOf(sums, start, from, to)));
      };
    };
  }
}
