import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CompiledExecutor } from '../../src/engine/compiled/compiled.ts';
import { Gpu } from '../../src/engine/compiled/gpu.ts';
import { openOnAdapter } from '../../src/engine/device.ts';
import { cnn } from '../../src/nn/cnn.ts';
import { initialWeights } from '../../src/nn/model.ts';
import { compiledLane, nesterovLane } from '../golden/lane.ts';
import { cnnSamples } from '../golden/references.ts';
import { openAdapter, openDevice } from './device.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await openDevice();
});
afterAll(() => device.destroy());

describe('what does not fit', () => {
  it('is refused with the figure before anything is allocated', async () => {
    const small = await (await openAdapter()).requestDevice(); // with WebGPU's default limits
    let made = 0;
    const { createBuffer } = small;
    small.createBuffer = (descriptor) => {
      made++;
      return createBuffer.call(small, descriptor);
    };
    const layers = cnn.layers(
      { filters: [1024], dense: [1024], activation: 'relu', init: 'glorot' },
      [28, 28, 1],
      10,
    );
    const build = CompiledExecutor.build({
      device: small,
      adapterClass: 'software',
      layers,
      weights: initialWeights(layers.slice(0, 1), 1),
      lanes: [compiledLane(nesterovLane())],
      labelSmoothing: 0,
      dataset: cnnSamples(),
      batchSize: 32,
      normalize: 'unit',
      seed: 1,
      widths: ['model.filters', 'model.dense'],
    });
    await expect(build).rejects.toMatchObject({
      code: 'device',
      message: expect.stringMatching(
        /need \d+ MiB in one buffer \(the run needs \d+ MiB in all\), this adapter grants 128 MiB; lower model\.filters or model\.dense$/,
      ),
    });
    expect(made).toBe(0);
    small.destroy();
  });

  it('a kernel that does not compile is named, with its shape', async () => {
    const gpu = new Gpu(device);
    await gpu.allocate(new Map([['x', 4]]));
    const kernel = {
      name: 'broken 2×3',
      wgsl: 'fn main(',
      bindings: [],
      workgroups: [1, 1, 1] as const,
      flops: 0,
    };
    device.pushErrorScope('validation');
    await expect(gpu.capture([{ kernel, buffers: {} }])).rejects.toMatchObject({
      code: 'device',
      message: expect.stringContaining('Kernel broken 2×3: does not compile on this adapter'),
    });
    await device.popErrorScope();
    gpu.dispose();
  });

  it('a device that goes away is told, once, with a way on', async () => {
    const { gpu, lost } = await openOnAdapter(await openAdapter());
    gpu?.destroy();
    await expect(lost).resolves.toMatchObject({ code: 'device', hint: expect.stringContaining('Restart') });
  });
});
