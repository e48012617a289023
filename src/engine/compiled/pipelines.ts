import { DownhillError } from '../../core/errors.ts';
import type { Kernel } from '../kernels/kernel.ts';

/** As many lanes as are timed alone after a race, one build each, and two more: running it again compiles nothing. */
const buildsKept = 10;

interface Kept {
  readonly pipeline: Promise<GPUComputePipeline>;
  lastUsed: number;
}

/**
 * The compiled kernels of a device. They outlive the executor that first needed them, so that the next heat and a
 * restart compile nothing; those that none of the last ten builds has used are let go of, so that trying one network
 * after another does not pile them up. They hold no buffers.
 */
export class Pipelines {
  readonly #device: GPUDevice;
  readonly #kept = new Map<string, Kept>();
  #builds = 0;

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  get size(): number {
    return this.#kept.size;
  }

  /** An executor is built: what the last ten had no use for goes. */
  beginBuild(): void {
    const oldest = this.#builds - buildsKept;
    for (const [code, { lastUsed }] of this.#kept) if (lastUsed <= oldest) this.#kept.delete(code);
    this.#builds++;
  }

  /**
   * The kernel, compiled; `onCompile` is called where it was not.
   * @throws DownhillError code `device` naming a kernel that does not compile
   */
  get(kernel: Kernel, onCompile: () => void): Promise<GPUComputePipeline> {
    const kept = this.#kept.get(kernel.wgsl);
    if (kept) {
      kept.lastUsed = this.#builds;
      return kept.pipeline;
    }
    onCompile();
    const pipeline = this.#compile(kernel);
    this.#kept.set(kernel.wgsl, { pipeline, lastUsed: this.#builds });
    return pipeline;
  }

  async #compile({ name, wgsl }: Kernel): Promise<GPUComputePipeline> {
    const module = this.#device.createShaderModule({ label: name, code: wgsl });
    try {
      return await this.#device.createComputePipelineAsync({
        label: name,
        layout: 'auto',
        compute: { module, entryPoint: 'main' },
      });
    } catch (error) {
      this.#kept.delete(wgsl); // so that another try is one
      const why = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
      const message = `Kernel ${name}: does not compile on this adapter (${why}); choose another model or backend`;
      throw new DownhillError({ code: 'device', message }, { cause: error });
    }
  }
}

const ofDevice = new WeakMap<GPUDevice, Pipelines>();

export function pipelinesOf(device: GPUDevice): Pipelines {
  const known = ofDevice.get(device) ?? new Pipelines(device);
  ofDevice.set(device, known);
  return known;
}
