/** What is timed is repeated until it has taken this long: clocks and timestamps come in steps of up to 0.1 ms. */
const targetMs = 10;
const maxRepeats = 2000;
/** What takes this long is not timed twice. */
const longMs = 200;

export type Encode = (pass: GPUComputePassEncoder) => void;

/**
 * Times work on the GPU: by timestamp queries where the device has them, else by the clock from submission to
 * completion, which adds what a submission costs the host.
 */
export class GpuTimer {
  readonly timedBy: 'timestamps' | 'clock';
  readonly #device: GPUDevice;
  readonly #stamps: Stamps | null;

  constructor(device: GPUDevice) {
    this.#device = device;
    this.#stamps = device.features.has('timestamp-query') ? new Stamps(device) : null;
    this.timedBy = this.#stamps ? 'timestamps' : 'clock';
  }

  /**
   * Milliseconds that one repetition of `encode` takes. Runs it once to warm up, once to guess, and then often enough
   * that the time is long against the steps of the clock. What takes long runs but once, and so does everything after
   * `deadline` (of `performance.now`).
   */
  async timeOne(encode: Encode, deadline = Number.POSITIVE_INFINITY): Promise<number> {
    let ms = await this.#time(encode, 1);
    if (ms > longMs || performance.now() > deadline) return ms;
    ms = await this.#time(encode, 1);
    let repeats = 1;
    for (
      let next = moreRepeats(repeats, ms);
      next > repeats && performance.now() <= deadline;
      next = moreRepeats(repeats, ms)
    ) {
      repeats = next;
      ms = await this.#time(encode, repeats);
    }
    return ms / repeats;
  }

  dispose(): void {
    this.#stamps?.dispose();
  }

  /** Milliseconds that all repetitions take, in one submission. */
  async #time(encode: Encode, repeats: number): Promise<number> {
    const encoder = this.#device.createCommandEncoder();
    const pass = encoder.beginComputePass(this.#stamps?.pass);
    for (let i = 0; i < repeats; i++) encode(pass);
    pass.end();
    this.#stamps?.resolve(encoder);
    const commands = encoder.finish();
    const began = performance.now();
    this.#device.queue.submit([commands]);
    await this.#device.queue.onSubmittedWorkDone();
    const clocked = performance.now() - began;
    const stamped = (await this.#stamps?.read()) ?? 0;
    return stamped > 0 ? stamped : clocked; // stamps are equal where the work is shorter than their steps
  }
}

/** How often to repeat what took `ms` for `repeats`: as often as before where that was long enough or cannot be more. */
export function moreRepeats(repeats: number, ms: number): number {
  if (ms >= targetMs) return repeats;
  const repeatsToTarget = Math.ceil((1.2 * repeats * targetMs) / ms);
  return Math.max(repeats, Math.min(maxRepeats, repeatsToTarget));
}

/** A timestamp before a pass and one after it. */
class Stamps {
  readonly pass: GPUComputePassDescriptor;
  readonly #queries: GPUQuerySet;
  readonly #resolved: GPUBuffer;
  readonly #staging: GPUBuffer;

  constructor(device: GPUDevice) {
    this.#queries = device.createQuerySet({ type: 'timestamp', count: 2 });
    this.#resolved = device.createBuffer({
      size: 16,
      usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC,
    });
    this.#staging = device.createBuffer({
      size: 16,
      usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ,
    });
    const indices = { beginningOfPassWriteIndex: 0, endOfPassWriteIndex: 1 };
    this.pass = { timestampWrites: { querySet: this.#queries, ...indices } };
  }

  resolve(encoder: GPUCommandEncoder): void {
    encoder.resolveQuerySet(this.#queries, 0, 2, this.#resolved, 0);
    encoder.copyBufferToBuffer(this.#resolved, 0, this.#staging, 0, 16);
  }

  /** Milliseconds between the two. */
  async read(): Promise<number> {
    await this.#staging.mapAsync(GPUMapMode.READ);
    const [before = 0n, after = 0n] = new BigInt64Array(this.#staging.getMappedRange());
    this.#staging.unmap();
    return Number(after - before) / 1e6;
  }

  dispose(): void {
    this.#queries.destroy();
    this.#resolved.destroy();
    this.#staging.destroy();
  }
}
