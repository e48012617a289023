import { beforeAll, describe, expect, it } from 'vitest';
import type { Device } from '../../src/engine/device/backend.ts';
import { compiledOptions } from '../../src/engine/executors/build.ts';
import { captureAll } from '../../src/engine/executors/webgpu/compile-model.ts';
import { profile } from '../../src/engine/tools/profile.ts';
import type { ProfileReport } from '../../src/protocol/run-reports.ts';
import { cnnSamples } from '../golden/references.ts';
import { openAdapter, sharedDevice, sharedPageDevice } from '../support/device.ts';
import { experiment } from '../support/experiment.ts';

const spec = experiment({
  data: { id: 'mnist-10k', batchSize: 8, validation: 100 },
  model: { id: 'cnn', filters: [3] },
  training: { steps: 10 },
});
const samples = cnnSamples();

let device: Device;
let gpu: GPUDevice;
beforeAll(async () => {
  const shared = await sharedPageDevice();
  device = shared;
  gpu = shared.gpu;
});

/** The names and the operations of the dispatches of a step. */
async function step(): Promise<{ name: string; flops: number }[]> {
  const { gather, lanes, gpu: made } = await captureAll(compiledOptions(spec, samples, gpu, device.report));
  made.dispose();
  return [gather, ...lanes].flatMap(({ dispatches }) =>
    dispatches.map(({ name, flops }) => ({ name, flops })),
  );
}

async function expectWhole(report: ProfileReport): Promise<void> {
  const dispatches = await step();
  expect(dispatches.length).toBeGreaterThan(6);
  expect(report.kernels.map(({ name }) => name)).toEqual(dispatches.map(({ name }) => name));
  const flopsOf = new Map(dispatches.map(({ name, flops }) => [name, flops]));
  for (const { name, ms, gflops } of report.kernels) {
    expect(ms, name).toBeGreaterThan(0);
    expect(ms, name).toBeLessThan(Number.POSITIVE_INFINITY);
    const flops = flopsOf.get(name) ?? Number.NaN;
    if (flops === 0) expect(gflops, name).toBeNull();
    else expect((gflops ?? Number.NaN) * ms * 1e6, name).toBeCloseTo(flops, 3);
  }
  const sum = report.kernels.reduce((total, { ms }) => total + ms, 0);
  expect(report.msPerStep).toBeCloseTo(sum, 9);
  expect(report.measuredMsPerStep).toBeGreaterThan(0);
  expect(report.imagesPerSecond * report.measuredMsPerStep).toBeCloseTo(8000, 6);
  expect(report.matmulGflops).toBeGreaterThan(0);
  expect(report.matmulGflops).toBeLessThan(Number.POSITIVE_INFINITY);
  expect([512, 2048]).toContain(report.matmulSize);
}

describe('a profile', () => {
  it('times every dispatch of the step, with the rate that its operations and its time make, and frees its buffers', async () => {
    const live = new Set<GPUBuffer>();
    let made = 0;
    const { createBuffer } = gpu;
    gpu.createBuffer = (descriptor) => {
      const buffer = createBuffer.call(gpu, descriptor);
      live.add(buffer);
      made++;
      const { destroy } = buffer;
      buffer.destroy = () => {
        live.delete(buffer);
        destroy.call(buffer);
      };
      return buffer;
    };
    const report = await profile(spec, samples, device);
    gpu.createBuffer = createBuffer;
    expect(made).toBeGreaterThan(10);
    expect(live.size).toBe(0);
    expect(report.adapter).toEqual(device.report);
    expect(report.timedBy).toBe(gpu.features.has('timestamp-query') ? 'timestamps' : 'clock');
    await expectWhole(report);
  });

  it('goes by the clock where the device grants no timestamp queries', async () => {
    const plain = await sharedDevice();
    expect(plain.features.has('timestamp-query')).toBe(false);
    const report = await profile(spec, samples, { ...device, gpu: plain });
    expect(report.timedBy).toBe('clock');
    await expectWhole(report);
  });

  it('asks for timestamp queries wherever the adapter has them', async () => {
    expect(gpu.features.has('timestamp-query')).toBe((await openAdapter()).features.has('timestamp-query'));
  });

  it('says that it needs WebGPU where there is none', async () => {
    const report = { ...device.report, backend: 'webgl' } as const;
    await expect(profile(spec, samples, { ...device, gpu: null, report })).rejects.toMatchObject({
      code: 'state',
      fact: { id: 'needsWebGpu', params: { backend: 'webgl' } },
    });
  });
});
