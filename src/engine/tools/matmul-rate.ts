import type { AdapterClass } from '../../compiler/kernels/kernel.ts';
import { dense, denseTunings } from '../../compiler/kernels/matmul/dense.ts';
import { Program, wordsOf } from '../../compiler/lowering/program.ts';
import { Gpu } from '../executors/webgpu/gpu.ts';
import type { GpuTimer } from './gpu-timer.ts';

/** The second one feeds a large GPU, and is tried only where it is over in no time. */
const sizes = [512, 2048];
const longestMs = 100;
/** After this long the tunings that are left are not tried. */
const triesMs = 1000;

export interface MatmulRate {
  /** Rows, columns and terms of the product. */
  readonly size: number;
  /** Billions of floating-point operations a second, a multiply-add counted as two. */
  readonly gflops: number;
}

/**
 * The fastest product of two square float32 matrices that our own kernel reaches on this adapter, over its tunings.
 * @throws DownhillError code `device` where memory runs out
 */
export async function matmulRate(
  device: GPUDevice,
  adapterClass: AdapterClass,
  timer: GpuTimer,
): Promise<MatmulRate> {
  let best: MatmulRate = { size: 0, gflops: 0 };
  for (const size of sizes) {
    const flops = 2 * size ** 3;
    if (best.size > 0 && flops / best.gflops / 1e6 > longestMs) break;
    const gflops = flops / (await fastestMs(size, device, adapterClass, timer)) / 1e6;
    if (gflops > best.gflops) best = { size, gflops };
  }
  return best;
}

async function fastestMs(
  size: number,
  device: GPUDevice,
  adapterClass: AdapterClass,
  timer: GpuTimer,
): Promise<number> {
  const shape = { batch: size, inputs: size, outputs: size };
  const program = new Program();
  const length = size ** 2;
  program.addTuned(denseTunings(shape, adapterClass), (tuning) => dense(shape, tuning), {
    x: program.buffer('x', length),
    w: program.buffer('w', length),
    b: program.buffer('b', size),
    y: program.buffer('y', length),
  });
  const gpu = new Gpu(device);
  try {
    await gpu.allocate(wordsOf([program]));
    const values = Float32Array.from({ length }, (_, i) => ((i * 48271) % 65537) / 65537 - 0.5);
    gpu.write('x', 0, values);
    gpu.write('w', 0, values);
    const deadline = performance.now() + triesMs;
    let fastest = Number.POSITIVE_INFINITY;
    for (const candidate of program.computations[0]?.candidates ?? []) {
      if (fastest < Number.POSITIVE_INFINITY && performance.now() > deadline) break;
      const { encode } = await gpu.capture(candidate);
      fastest = Math.min(fastest, await timer.timeOne(encode, deadline));
    }
    return fastest;
  } finally {
    gpu.dispose();
  }
}
