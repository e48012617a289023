import type { Lowering } from '../../../compiler/limits.ts';
import { checkLimits, outOfMemory } from '../../../compiler/limits.ts';
import type { BufferRange, Dispatch } from '../../../compiler/lowering/program.ts';
import { bytesOf } from '../../../compiler/lowering/program.ts';
import type { Pipelines } from './pipelines.ts';
import { pipelinesOf } from './pipelines.ts';

/** A dispatch with its pipeline and bind group made: nothing is left to do at replay but to encode it. */
interface Bound {
  readonly name: string;
  readonly flops: number;
  readonly pipeline: GPUComputePipeline;
  readonly bindGroup: GPUBindGroup;
  readonly workgroups: readonly [number, number, number];
}

/** A captured list of dispatches. */
export interface Capture {
  readonly dispatches: readonly { readonly name: string; readonly flops: number }[];
  /** All, or those from one to before another. */
  encode(pass: GPUComputePassEncoder, from?: number, to?: number): void;
  /** One of the dispatches alone, for profiles. */
  encodeOne(pass: GPUComputePassEncoder, index: number): void;
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

/**
 * The buffers and bind groups of one executor. What a step needs is made before the first and freed with `dispose`. A
 * second one on the same device may be lent buffers of the first, which must outlive it.
 */
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
  readonly #staging = new Set<GPUBuffer>();
  /** What was asked for, in bytes by name, and what of it can be lowered: to be told where memory runs out. */
  #sizes: ReadonlyMap<string, number> = new Map();
  #lowering: Lowering = {};
  readonly #pipelines: Pipelines;
  readonly #lent: ReadonlyMap<string, GPUBuffer>;

  constructor(device: GPUDevice, lent?: ReadonlyMap<string, GPUBuffer>) {
    this.device = device;
    this.#lent = lent ?? new Map();
    this.#pipelines = pipelinesOf(device);
    if (!lent) this.#pipelines.beginBuild();
  }

  /** The buffers that are there, to be lent. */
  get buffers(): ReadonlyMap<string, GPUBuffer> {
    return this.#buffers;
  }

  /**
   * Makes zeroed buffers: 32-bit words by name, but for those that are lent.
   * @throws DownhillError code `device` where the adapter grants less, or memory runs out, with what to lower
   */
  async allocate(words: ReadonlyMap<string, number>, lowering: Lowering = {}): Promise<void> {
    const sizes = bytesOf(new Map([...words].filter(([name]) => !this.#lent.has(name))));
    checkLimits(sizes, this.device.limits, lowering);
    this.#sizes = sizes;
    this.#lowering = lowering;
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    await this.#make(() => {
      for (const [name, size] of sizes) {
        this.#buffers.set(name, this.device.createBuffer({ label: name, size, usage }));
        this.counts.buffers++;
        this.counts.bytes += size;
      }
    });
  }

  /**
   * Makes buffers of so many bytes each for the host to read from: freed with the rest, or before by `free`.
   * @throws DownhillError code `device` where memory runs out; then none of them is left
   */
  staging(sizes: readonly number[]): Promise<GPUBuffer[]> {
    return this.#make(
      () => {
        const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ;
        return sizes.map((size) => {
          const buffer = this.device.createBuffer({ size, usage });
          this.#staging.add(buffer);
          return buffer;
        });
      },
      (made) => {
        for (const buffer of made) this.free(buffer);
      },
    );
  }

  free(staging: GPUBuffer): void {
    this.#staging.delete(staging);
    staging.destroy();
  }

  has(name: string): boolean {
    return this.#buffers.has(name);
  }

  buffer(name: string): GPUBuffer {
    const existing = this.#buffers.get(name) ?? this.#lent.get(name);
    if (!existing) throw new RangeError(`buffer ${name}: was never made`);
    return existing;
  }

  write(
    name: string,
    byteOffset: number,
    data: Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Float32Array<ArrayBuffer>,
  ): void {
    this.counts.queueWrites++;
    this.device.queue.writeBuffer(this.buffer(name), byteOffset, data);
  }

  /** Fills whole buffers with zeros. */
  clear(names: readonly string[]): void {
    const encoder = this.device.createCommandEncoder();
    for (const name of names) encoder.clearBuffer(this.buffer(name));
    this.submit(encoder);
  }

  submit(encoder: GPUCommandEncoder): void {
    this.counts.submits++;
    this.device.queue.submit([encoder.finish()]);
  }

  /**
   * Compiles and binds dispatches whose buffers are there.
   * @throws DownhillError code `device` naming the kernel that does not compile
   */
  async capture(dispatches: readonly Dispatch[]): Promise<Capture> {
    const bound = await Promise.all(dispatches.map((dispatch) => this.#bind(dispatch)));
    return {
      dispatches: bound,
      encode: (pass, from = 0, to = bound.length) => {
        for (let i = from; i < to; i++) {
          const one = bound[i];
          if (one) encode(pass, one);
        }
      },
      encodeOne: (pass, index) => {
        const one = bound[index];
        if (one) encode(pass, one);
      },
    };
  }

  dispose(): void {
    for (const buffer of this.#buffers.values()) buffer.destroy();
    this.#buffers.clear();
    for (const buffer of this.#staging) this.free(buffer);
  }

  /** What `make` makes, once it is known that memory sufficed; where it did not, that is undone. */
  async #make<T>(make: () => T, undo: (made: T) => void = () => undefined): Promise<T> {
    this.device.pushErrorScope('out-of-memory');
    const made = make();
    if ((await this.device.popErrorScope()) === null) return made;
    const staged = [...this.#staging].reduce((sum, { size }) => sum + size, 0);
    undo(made);
    throw outOfMemory(new Map([...this.#sizes, ['staging', staged]]), this.#lowering);
  }

  async #bind({ kernel, buffers }: Dispatch): Promise<Bound> {
    const pipeline = await this.#pipelines.get(kernel, () => {
      this.counts.pipelines++;
    });
    const entries = kernel.bindings.map(({ name }, binding) => {
      const range = buffers[name];
      if (!range) throw new RangeError(`${kernel.name}: nothing is bound to ${name}`);
      return { binding, resource: this.#resource(range) };
    });
    this.counts.bindGroups++;
    const layout = pipeline.getBindGroupLayout(0);
    const bindGroup = this.device.createBindGroup({ label: kernel.name, layout, entries });
    const { name, flops, workgroups } = kernel;
    return { name, flops, pipeline, bindGroup, workgroups };
  }

  #resource({ buffer: name, offset, length }: BufferRange): GPUBufferBinding {
    const buffer = this.buffer(name);
    return { buffer, offset: 4 * offset, size: Math.min(Math.max(16, 4 * length), buffer.size - 4 * offset) };
  }
}

function encode(pass: GPUComputePassEncoder, { pipeline, bindGroup, workgroups }: Bound): void {
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, bindGroup);
  pass.dispatchWorkgroups(workgroups[0], workgroups[1], workgroups[2]);
}
