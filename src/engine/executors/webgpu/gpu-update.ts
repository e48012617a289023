import type { AdapterClass } from '../../../compiler/kernels/kernel.ts';
import { metricsColumns } from '../../../compiler/kernels/update/update-buffers.ts';
import { Arena } from '../../../compiler/lowering/arena.ts';
import { Program, wordsOf } from '../../../compiler/lowering/program.ts';
import { initialState, lowerUpdate } from '../../../compiler/lowering/update.ts';
import type { Plan } from '../../../optim/plan.ts';
import type { ReferenceParameter } from '../../../optim/reference.ts';
import type { Capture } from './gpu.ts';
import { Gpu } from './gpu.ts';
import { Readback } from './readback.ts';

interface UpdateOptions {
  readonly device: GPUDevice;
  readonly adapterClass: AdapterClass;
  readonly name: string;
  readonly plan: Plan;
  readonly parameters: readonly ReferenceParameter[];
}

/** What a step left behind. */
interface UpdateResult {
  /** The parameters, one after the other. */
  readonly theta: readonly Float32Array<ArrayBuffer>[];
  /** False where the stability guard did not take the step. */
  readonly accepted: boolean;
}

const buffers = {
  theta: 'theta',
  gradients: 'gradients',
  metricsRing: 'metricsRing',
  stepCounter: 'stepCounter',
} as const;

/** An optimizer's kernels by themselves, on gradients that the host brings: for functions of few numbers, and tests. */
export class GpuUpdate {
  readonly #gpu: Gpu;
  readonly #arena: Arena;
  readonly #names: readonly string[];
  readonly #guarded: boolean;
  readonly #capture: Capture;
  readonly #theta: Readback;
  readonly #metricsRing: Readback;
  #steps = 0;

  /** @throws DownhillError code `device` where memory does not suffice or a kernel does not compile */
  static async build(options: UpdateOptions): Promise<GpuUpdate> {
    const { device, adapterClass, name, plan, parameters } = options;
    const arena = new Arena(parameters.map((parameter) => ({ ...parameter, id: parameter.name })));
    const program = new Program();
    const hostScalars = program.buffer('hostScalars', Math.max(1, plan.hostScalars.length));
    const lane = { index: 0, lanes: 1, name, plan, hostScalars, rows: 1, buffers };
    lowerUpdate(program, { adapterClass, arena, classes: 0 }, lane);
    const gpu = new Gpu(device);
    try {
      await gpu.allocate(wordsOf([program]));
      const capture = await gpu.capture(program.dispatches(new Map()));
      gpu.write(buffers.theta, 0, arena.pack(parameters));
      const { tables } = initialState([plan], arena);
      for (const [table, words] of tables) gpu.write(table, 0, words);
      const reads = {
        theta: await Readback.make(gpu, arena.length, 1),
        metricsRing: await Readback.make(gpu, metricsColumns.length, 1),
      };
      return new GpuUpdate(gpu, arena, options, capture, reads);
    } catch (error) {
      gpu.dispose();
      throw error;
    }
  }

  private constructor(
    gpu: Gpu,
    arena: Arena,
    { plan, parameters }: UpdateOptions,
    capture: Capture,
    reads: { readonly theta: Readback; readonly metricsRing: Readback },
  ) {
    this.#gpu = gpu;
    this.#arena = arena;
    this.#names = parameters.map(({ name }) => name);
    this.#guarded = plan.guarded;
    this.#capture = capture;
    this.#theta = reads.theta;
    this.#metricsRing = reads.metricsRing;
  }

  get dispatchesPerStep(): number {
    return this.#capture.dispatches.length;
  }

  /** One step on the gradients, `hostScalars` as `hostScalarValues` gives them; `loss` is for the stability guard. */
  async step(
    gradients: readonly ArrayLike<number>[],
    hostScalars: ArrayLike<number>,
    loss: number,
  ): Promise<UpdateResult> {
    const gpu = this.#gpu;
    const g = new Float32Array(this.#arena.length);
    for (const [i, name] of this.#names.entries())
      g.set(gradients[i] ?? [], this.#arena.range('', name).offset);
    gpu.write(buffers.gradients, 0, g);
    if (hostScalars.length > 0) gpu.write('hostScalars', 0, Float32Array.from(hostScalars));
    if (this.#guarded) gpu.write(buffers.metricsRing, 0, Float32Array.of(loss, 0, 0));
    gpu.write(buffers.stepCounter, 0, Uint32Array.of(this.#steps, this.#steps, 0, 0));
    this.#steps++;
    const encoder = gpu.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    this.#capture.encode(pass);
    pass.end();
    const readTheta = this.#theta.copy(encoder, gpu.buffer(buffers.theta));
    const readMetrics = this.#guarded
      ? this.#metricsRing.copy(encoder, gpu.buffer(buffers.metricsRing))
      : null;
    gpu.submit(encoder);
    const theta = new Float32Array(await readTheta());
    const metricsRing = readMetrics === null ? null : new Float32Array(await readMetrics());
    return {
      theta: this.#names.map((name) => {
        const { offset, length } = this.#arena.range('', name);
        return theta.slice(offset, offset + length);
      }),
      accepted: metricsRing === null || metricsRing[metricsColumns.indexOf('accepted')] === 1,
    };
  }

  dispose(): void {
    this.#gpu.dispose();
  }
}
