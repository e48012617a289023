import { decodeEvaluation } from '../../../compiler/kernels/loss/evaluate.ts';
import { evaluationBuffers, probeNetwork } from '../../../compiler/lowering/lower.ts';
import type { Layer } from '../../../nn/layer.ts';
import type { NetworkValues } from '../../../nn/model.ts';
import { checkValues } from '../../../nn/model.ts';
import type { Split } from '../../../protocol/training-facts.ts';
import type { EvaluationScores } from '../executor.ts';
import { Turns } from '../turns.ts';
import type { CompiledModel } from './compile-model.ts';
import { packStatistics } from './compile-model.ts';
import type { Capture } from './gpu.ts';
import { ProgramsOnDemand } from './programs-on-demand.ts';
import { Readback } from './readback.ts';

/** So that an evaluation does not hold the GPU for long at a time. */
const batchesPerSubmission = 5;

/** Evaluates networks on a split, one after the other: those of the lanes, or any of the same layers. */
export class Evaluator {
  readonly #captured: CompiledModel;
  readonly #layers: readonly Layer[];
  readonly #results: Readback;
  #tablesOf: Split | null = null;
  readonly #programs: ProgramsOnDemand<null>;
  readonly #turns = new Turns();

  /** @throws DownhillError code `device` where memory runs out */
  static async make(captured: CompiledModel, layers: readonly Layer[]): Promise<Evaluator> {
    const results = await Readback.of(captured.gpu, captured.readbacks, evaluationBuffers.result);
    return new Evaluator(captured, layers, results);
  }

  private constructor(captured: CompiledModel, layers: readonly Layer[], results: Readback) {
    this.#captured = captured;
    this.#layers = layers;
    this.#results = results;
    this.#programs = new ProgramsOnDemand(captured.gpu);
  }

  evaluateLane(lane: number, split: Split): Promise<EvaluationScores> {
    const forward = this.#captured.evaluationLanes[lane];
    if (!forward) throw new RangeError(`executor: no lane ${lane}`);
    return this.#turns.run(() => this.#evaluate(forward, split));
  }

  /**
   * On validation, at values of no lane.
   * @throws DownhillError code `data` where the values are of another network, `device` where memory runs out
   */
  async evaluateAt(values: NetworkValues): Promise<EvaluationScores> {
    checkValues(this.#layers, values);
    const { gpu: lender, probeEvaluation, arena } = this.#captured;
    const { gpu, capture } = await this.#programs.get('probe', () => ({
      ...probeEvaluation,
      lent: lender.buffers,
      about: null,
    }));
    return this.#turns.run(() => {
      gpu.write(probeNetwork.theta, 0, arena.pack(values.weights));
      if (values.state.length > 0) gpu.write(probeNetwork.state, 0, packStatistics(values.state));
      return this.#evaluate(capture, 'validation');
    });
  }

  /** Before the buffers of the lanes go. */
  dispose(): void {
    this.#programs.dispose();
  }

  async #evaluate(forward: Capture, split: Split): Promise<EvaluationScores> {
    const { gpu, clear, evaluationGather, evaluation } = this.#captured;
    const batches = this.#prepare(split);
    for (let from = 0; from < batches; from += batchesPerSubmission) {
      const encoder = gpu.device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      if (from === 0) clear.encode(pass);
      for (let i = from; i < Math.min(batches, from + batchesPerSubmission); i++) {
        evaluationGather.encode(pass);
        forward.encode(pass);
      }
      pass.end();
      gpu.submit(encoder);
      await gpu.device.queue.onSubmittedWorkDone();
    }
    const encoder = gpu.device.createCommandEncoder();
    const read = this.#results.copy(encoder, gpu.buffer(evaluationBuffers.result));
    gpu.submit(encoder);
    const { samples, correct, loss, confusion } = decodeEvaluation(
      new Uint32Array(await read()),
      evaluation.classes,
    );
    return { loss, accuracy: correct / samples, confusion };
  }

  /** Uploads the split's images and the tables that name them, where they are not there yet; how many batches. */
  #prepare(split: Split): number {
    const { gpu, data, evaluation } = this.#captured;
    const { batch, validRows } = evaluation;
    const { start, count } = data.split(split);
    if (this.#tablesOf !== split) {
      const indices = Uint32Array.from(
        { length: validRows * batch },
        (_, i) => start + Math.min(i, count - 1),
      );
      const valid = Uint32Array.from({ length: validRows }, (_, i) =>
        Math.max(0, Math.min(batch, count - i * batch)),
      );
      gpu.write(evaluationBuffers.indices, 0, indices);
      gpu.write(evaluationBuffers.valid, 0, valid);
      this.#tablesOf = split;
    }
    return Math.ceil(count / batch);
  }
}
