import type { Kernel } from '../../../compiler/kernels/kernel.ts';
import { DownhillError } from '../../../core/errors.ts';
import { firstLine } from '../../device/device-errors.ts';

/** As many lanes as are timed alone after a race, one build each, and two more: running it again compiles nothing. */
const maxUnusedBuilds = 10;

interface CacheEntry {
  readonly pipeline: Promise<GPUComputePipeline>;
  lastUsed: number;
}

/**
 * The compiled kernels of a device. They outlive the executor that first needed them, so that the next round and a
 * restart compile nothing; those that none of the last ten builds has used are let go of, so that trying one network
 * after another does not pile them up. They hold no buffers.
 */
export class Pipelines {
  readonly #device: GPUDevice;
  readonly #cache = new Map<string, CacheEntry>();
  #builds = 0;

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  get size(): number {
    return this.#cache.size;
  }

  /** An executor is built: what the last ten had no use for goes. */
  beginBuild(): void {
    const oldest = this.#builds - maxUnusedBuilds;
    for (const [code, { lastUsed }] of this.#cache) if (lastUsed <= oldest) this.#cache.delete(code);
    this.#builds++;
  }

  /**
   * The kernel, compiled; `onCompile` is called where it was not.
   * @throws DownhillError code `device` naming a kernel that does not compile, and why
   */
  get(kernel: Kernel, onCompile: () => void): Promise<GPUComputePipeline> {
    const cached = this.#cache.get(kernel.wgsl);
    if (cached) {
      cached.lastUsed = this.#builds;
      return cached.pipeline;
    }
    onCompile();
    const pipeline = this.#compile(kernel);
    this.#cache.set(kernel.wgsl, { pipeline, lastUsed: this.#builds });
    return pipeline;
  }

  async #compile({ name, wgsl }: Kernel): Promise<GPUComputePipeline> {
    const device = this.#device;
    // what is wrong with the shader is asked for below, and shall not pass for a failure of the device
    device.pushErrorScope('validation');
    const module = device.createShaderModule({ label: name, code: wgsl });
    const pipeline = device.createComputePipelineAsync({
      label: name,
      layout: 'auto',
      compute: { module, entryPoint: 'main' },
    });
    const scope = device.popErrorScope();
    try {
      const [compiled, invalid] = await Promise.all([pipeline, scope]);
      if (invalid) throw new Error(invalid.message);
      return compiled;
    } catch (error) {
      this.#cache.delete(wgsl); // so that another try is one
      const params = { kernel: name, reason: await reasonOf(module, error) };
      throw new DownhillError(
        { code: 'device', fact: { id: 'kernelNotCompiled', params } },
        { cause: error },
      );
    }
  }
}

/** What the compiler has to say of a shader, else the error that came of it. */
async function reasonOf(module: GPUShaderModule, error: unknown): Promise<string> {
  const { messages } = await module.getCompilationInfo();
  const first = messages.find(({ type }) => type === 'error');
  if (first) return `${first.lineNum}: ${firstLine(first.message)}`;
  return firstLine(error instanceof Error ? error.message : String(error));
}

const ofDevice = new WeakMap<GPUDevice, Pipelines>();

export function pipelinesOf(device: GPUDevice): Pipelines {
  const pipelines = ofDevice.get(device) ?? new Pipelines(device);
  ofDevice.set(device, pipelines);
  return pipelines;
}
