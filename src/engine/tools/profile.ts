import { maxStepsPerSubmission } from '../../compiler/lowering/lower-model.ts';
import { planBuffer } from '../../compiler/lowering/plan-table.ts';
import { DownhillError } from '../../core/errors.ts';
import { HyperparamTimeline } from '../../experiment/hyperparam-timeline.ts';
import { totalStepsOf } from '../../experiment/length.ts';
import type { ExperimentSpec } from '../../experiment/schema.ts';
import type { KernelTime, ProfileReport } from '../../protocol/run-reports.ts';
import type { Device } from '../device/backend.ts';
import { compiledOptions } from '../executors/build.ts';
import type { Samples } from '../executors/executor.ts';
import type { CompiledModel } from '../executors/webgpu/compile-model.ts';
import { captureAll } from '../executors/webgpu/compile-model.ts';
import { batchOrder } from '../training/batch-order.ts';
import { GpuTimer } from './gpu-timer.ts';
import { matmulRate } from './matmul-rate.ts';

/** After this long the kernels that are left are timed once each. */
const kernelsMs = 2000;
/** Whole steps are replayed at least 20 times and this long, unless the second would make it too long. */
const targetMs = 100;
const longestMs = 1500;
/** The page draws on the same GPU. */
const submissionMs = 50;

/**
 * Times each kernel of a training step alone, whole steps, and a matrix product on the same adapter. Works on buffers
 * of its own, which are freed at the end, so that the current run is not touched; the first training shard must have
 * arrived.
 * @throws DownhillError code `state` without WebGPU, code `device` where memory does not suffice for a second model
 */
export async function profile(
  spec: ExperimentSpec,
  dataset: Samples,
  device: Device,
): Promise<ProfileReport> {
  const { gpu, report } = device;
  if (!gpu) {
    throw new DownhillError({
      code: 'state',
      fact: { id: 'needsWebGpu', params: { backend: report.backend } },
    });
  }
  const options = compiledOptions(spec, dataset, gpu, report);
  const captured = await captureAll(options);
  const timer = new GpuTimer(gpu);
  try {
    fillPlan(captured, spec, dataset);
    await replay(captured, 1, 1); // warms up, and leaves in every buffer what a step leaves there
    const kernels = await timeKernels(captured, timer);
    const msPerStep = kernels.reduce((sum, { ms }) => sum + ms, 0);
    const measuredMsPerStep = await replay(captured, stepsToReplay(msPerStep), msPerStep);
    const matmul = await matmulRate(gpu, options.adapterClass, timer);
    return {
      adapter: report,
      timedBy: timer.timedBy,
      kernels,
      msPerStep,
      measuredMsPerStep,
      imagesPerSecond: (1000 * spec.data.batchSize) / measuredMsPerStep,
      matmulGflops: matmul.gflops,
      matmulSize: matmul.size,
    };
  } finally {
    timer.dispose();
    captured.gpu.dispose();
  }
}

/** The first batch in every row, with a learning rate of 0: however often a kernel is repeated, no weight moves. */
function fillPlan({ gpu, plan, data }: CompiledModel, spec: ExperimentSpec, dataset: Samples): void {
  const indices = Uint32Array.from(batchOrder(spec, dataset).indices(0));
  const hyperparams = spec.lanes.map((lane) => {
    const frozen = { ...lane, optimizer: { ...lane.optimizer, lr: 0 } };
    return new HyperparamTimeline(frozen, totalStepsOf(spec)).at(0);
  });
  for (let row = 0; row < maxStepsPerSubmission; row++) plan.set(row, indices, hyperparams);
  data.copyArrived();
  gpu.write(planBuffer, 0, plan.words);
}

/** Every dispatch of a step, in order. */
async function timeKernels({ gather, lanes }: CompiledModel, timer: GpuTimer): Promise<KernelTime[]> {
  const deadline = performance.now() + kernelsMs;
  const kernels: KernelTime[] = [];
  for (const capture of [gather, ...lanes]) {
    for (const [index, { name, flops }] of capture.dispatches.entries()) {
      const ms = await timer.timeOne((pass) => capture.encodeOne(pass, index), deadline);
      kernels.push({ name, ms, gflops: flops === 0 ? null : flops / ms / 1e6 });
    }
  }
  return kernels;
}

/** How many whole steps to time where one takes about `ms`. */
export function stepsToReplay(ms: number): number {
  return Math.max(1, Math.floor(Math.min(Math.max(20, targetMs / ms), longestMs / ms)));
}

/** Milliseconds a step by the clock, one submission right behind the other, as in training. */
async function replay({ gpu, gather, lanes }: CompiledModel, steps: number, ms: number): Promise<number> {
  const perSubmission = Math.max(1, Math.min(maxStepsPerSubmission, Math.floor(submissionMs / ms)));
  const began = performance.now();
  for (let done = 0; done < steps; done += perSubmission) {
    const encoder = gpu.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    for (let i = done; i < Math.min(steps, done + perSubmission); i++) {
      gather.encode(pass);
      for (const lane of lanes) lane.encode(pass);
    }
    pass.end();
    gpu.submit(encoder);
  }
  await gpu.device.queue.onSubmittedWorkDone();
  return (performance.now() - began) / steps;
}
