import { DownhillError } from '../../core/errors.ts';
import type { Kernel } from '../kernels/kernel.ts';
import type { BufferRange, Dispatch, Program } from './program.ts';

/** A dispatch with its pipeline and bind group made: nothing is left to do at replay but to encode it. */
interface Bound {
  readonly pipeline: GPUComputePipeline;
  readonly bindGroup: GPUBindGroup;
  readonly workgroups: readonly [number, number, number];
}

/** A captured list of dispatches. */
export interface Capture {
  readonly dispatches: number;
  encode(pass: GPUComputePassEncoder): void;
}

/** What was made on the device, for tests that count. */
export interface GpuCounts {
  buffers: number;
  bytes: number;
  pipelines: number;
  bindGroups: number;
  submits: number;
  queueWrites: number;
}

/** The buffers and pipelines of one executor. Everything is made before the first step and freed with `dispose`. */
export class Gpu {
  readonly device: GPUDevice;
  readonly counts: GpuCounts = {
    buffers: 0,
    bytes: 0,
    pipelines: 0,
    bindGroups: 0,
    submits: 0,
    queueWrites: 0,
  };
  readonly #buffers = new Map<string, GPUBuffer>();
  readonly #pipelines = new Map<string, Promise<GPUComputePipeline>>();

  constructor(device: GPUDevice) {
    this.device = device;
  }

  /** A zeroed buffer of `words` 32-bit words; the one already there if it is large enough. */
  buffer(
    name: string,
    words: number,
    usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
  ): GPUBuffer {
    const size = Math.max(16, 4 * words);
    const kept = this.#buffers.get(name);
    if (kept && kept.size >= size) return kept;
    if (kept) throw new RangeError(`buffer ${name}: is captured and cannot grow`);
    const buffer = this.device.createBuffer({ label: name, size, usage });
    this.#buffers.set(name, buffer);
    this.counts.buffers++;
    this.counts.bytes += size;
    return buffer;
  }

  write(
    buffer: GPUBuffer,
    byteOffset: number,
    data: Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Float32Array<ArrayBuffer>,
  ): void {
    this.counts.queueWrites++;
    this.device.queue.writeBuffer(buffer, byteOffset, data);
  }

  submit(encoder: GPUCommandEncoder): void {
    this.counts.submits++;
    this.device.queue.submit([encoder.finish()]);
  }

  /**
   * Allocates what the programs need, compiles their kernels and binds them.
   * @throws DownhillError code `device` where memory runs out or a kernel does not compile, naming which
   */
  async capture(programs: readonly Program[]): Promise<Capture[]> {
    const sizes = new Map<string, number>();
    for (const { buffers } of programs) {
      for (const [name, words] of buffers) sizes.set(name, Math.max(words, sizes.get(name) ?? 0));
    }
    this.device.pushErrorScope('out-of-memory');
    for (const [name, words] of sizes) this.buffer(name, words);
    if (await this.device.popErrorScope()) throw outOfMemory(this.counts.bytes);
    const captures: Capture[] = [];
    for (const program of programs) {
      const bound = await Promise.all(program.dispatches.map((dispatch) => this.#bind(dispatch)));
      captures.push({ dispatches: bound.length, encode: (pass) => encode(pass, bound) });
    }
    return captures;
  }

  dispose(): void {
    for (const buffer of this.#buffers.values()) buffer.destroy();
    this.#buffers.clear();
    this.#pipelines.clear();
  }

  async #bind({ kernel, buffers }: Dispatch): Promise<Bound> {
    const pipeline = await this.#pipeline(kernel);
    const entries = kernel.bindings.map(({ name }, binding) => {
      const range = buffers[name];
      if (!range) throw new RangeError(`${kernel.name}: nothing is bound to ${name}`);
      return { binding, resource: this.#resource(range) };
    });
    this.counts.bindGroups++;
    const bindGroup = this.device.createBindGroup({
      label: kernel.name,
      layout: pipeline.getBindGroupLayout(0),
      entries,
    });
    return { pipeline, bindGroup, workgroups: kernel.workgroups };
  }

  #resource({ buffer, offset, length }: BufferRange): GPUBufferBinding {
    const found = this.#buffers.get(buffer);
    if (!found) throw new RangeError(`buffer ${buffer}: was never made`);
    return {
      buffer: found,
      offset: 4 * offset,
      size: Math.min(Math.max(16, 4 * length), found.size - 4 * offset),
    };
  }

  #pipeline(kernel: Kernel): Promise<GPUComputePipeline> {
    const kept = this.#pipelines.get(kernel.wgsl);
    if (kept) return kept;
    this.counts.pipelines++;
    const module = this.device.createShaderModule({ label: kernel.name, code: kernel.wgsl });
    const made = this.device
      .createComputePipelineAsync({
        label: kernel.name,
        layout: 'auto',
        compute: { module, entryPoint: 'main' },
      })
      .catch((error: unknown) => {
        throw new DownhillError(
          {
            code: 'device',
            message: `Kernel ${kernel.name}: does not compile on this adapter (${error instanceof Error ? error.message.split('\n', 1)[0] : error}); choose another model or backend`,
          },
          { cause: error },
        );
      });
    this.#pipelines.set(kernel.wgsl, made);
    return made;
  }
}

function outOfMemory(bytes: number): DownhillError {
  const mebibytes = (bytes / 2 ** 20).toFixed(0);
  return new DownhillError({
    code: 'device',
    message: `GPU memory: ran out, ${mebibytes} MiB were asked for; use smaller batches or fewer filters`,
  });
}

function encode(pass: GPUComputePassEncoder, dispatches: readonly Bound[]): void {
  for (const { pipeline, bindGroup, workgroups } of dispatches) {
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bindGroup);
    pass.dispatchWorkgroups(workgroups[0], workgroups[1], workgroups[2]);
  }
}
