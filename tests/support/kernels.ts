import type { Kernel } from '../../src/compiler/kernels/kernel.ts';

const poison = -1.2345e30;

/**
 * Runs kernels in order over named buffers and returns the ones asked for. `inputs` are uploaded; any other binding
 * is a buffer of the length in `outputs` (32-bit words), filled with a poison value so that what a kernel leaves
 * unwritten shows.
 */
export async function runKernels(
  device: GPUDevice,
  kernels: readonly Kernel[],
  inputs: Readonly<
    Record<string, Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Int32Array<ArrayBuffer>>
  >,
  outputs: Readonly<Record<string, number>>,
): Promise<Record<string, Float32Array<ArrayBuffer>>> {
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const buffers = new Map<string, GPUBuffer>();
  const upload = (
    name: string,
    data: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Int32Array<ArrayBuffer>,
  ) => {
    const buffer = device.createBuffer({ size: Math.max(16, data.byteLength), usage });
    device.queue.writeBuffer(buffer, 0, data);
    buffers.set(name, buffer);
  };
  for (const [name, data] of Object.entries(inputs)) upload(name, data);
  for (const [name, length] of Object.entries(outputs)) {
    if (!(name in inputs)) upload(name, new Float32Array(length).fill(poison));
  }
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  for (const kernel of kernels) {
    const module = device.createShaderModule({ code: kernel.wgsl });
    const info = await module.getCompilationInfo();
    const errors = info.messages.filter((message) => message.type === 'error');
    if (errors.length > 0)
      throw new Error(
        `${kernel.name}: ${errors.map((e) => `${e.lineNum}: ${e.message}`).join('; ')}\n${kernel.wgsl}`,
      );
    const pipeline = await device.createComputePipelineAsync({
      layout: 'auto',
      compute: { module, entryPoint: 'main' },
    });
    const entries = kernel.bindings.map(({ name }, binding) => {
      const buffer = buffers.get(name);
      if (!buffer) throw new Error(`${kernel.name}: no buffer ${name}`);
      return { binding, resource: { buffer } };
    });
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }));
    pass.dispatchWorkgroups(...kernel.workgroups);
  }
  pass.end();
  const results: Record<string, Float32Array<ArrayBuffer>> = {};
  const staging = Object.entries(outputs).map(([name, length]) => {
    const size = length * 4;
    const target = device.createBuffer({ size, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ });
    const source = buffers.get(name);
    if (!source) throw new Error(`no buffer ${name}`);
    encoder.copyBufferToBuffer(source, 0, target, 0, size);
    return { name, target };
  });
  device.queue.submit([encoder.finish()]);
  for (const { name, target } of staging) {
    await target.mapAsync(GPUMapMode.READ);
    results[name] = new Float32Array(target.getMappedRange().slice(0));
    target.destroy();
  }
  for (const buffer of buffers.values()) buffer.destroy();
  return results;
}

/** Fresh random values each time, uniform in ±scale. */
export function randomValues(length: number, scale = 1): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length }, () => (2 * Math.random() - 1) * scale);
}

/** The largest |a − b| / (1 + |b|); NaN counts as infinitely far. */
export function worstError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length)
    throw new Error(`lengths differ: ${actual.length}, ${expected.length}`);
  let worst = 0;
  for (let i = 0; i < expected.length; i++) {
    const error =
      Math.abs((actual[i] as number) - (expected[i] as number)) / (1 + Math.abs(expected[i] as number));
    worst = Number.isNaN(error) ? Number.POSITIVE_INFINITY : Math.max(worst, error);
  }
  return worst;
}
