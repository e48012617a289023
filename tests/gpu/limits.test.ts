import { beforeAll, describe, expect, it } from 'vitest';
import { CompiledExecutor } from '../../src/engine/executors/webgpu/compiled.ts';
import { Gpu } from '../../src/engine/executors/webgpu/gpu.ts';
import { cnn } from '../../src/nn/cnn.ts';
import { initialWeights } from '../../src/nn/model.ts';
import { cnnSamples } from '../golden/references.ts';
import { openAdapter, sharedDevice } from '../support/device.ts';
import { compiledLane, nesterovLane } from '../support/lane.ts';
import { rejectedWith } from '../support/rejection.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await sharedDevice();
});

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
      model: 'cnn',
      widths: ['model.filters', 'model.dense'],
    });
    await expect(build).rejects.toMatchObject({
      code: 'device',
      fact: {
        id: 'bufferTooLarge',
        params: { max: 128, fix: 'widths', model: 'cnn', widths: ['model.filters', 'model.dense'] },
      },
    });
    expect(await rejectedWith(build)).toMatch(
      /at most 128 MiB per buffer, but the run needs \d[\d\s]* MiB for the weights, and \d[\d\s]* MiB in all\. Lower “Conv blocks” or “Dense layers”/,
    );
    expect(made).toBe(0);
    small.destroy();
  });

  it('a kernel that does not compile is named, with its shape and what the compiler says', async () => {
    const gpu = new Gpu(device);
    await gpu.allocate(new Map([['x', 4]]));
    const kernel = {
      name: 'broken 2×3',
      wgsl: '@compute @workgroup_size(1)\nfn main() { let x: u32 = 1.5; }',
      bindings: [],
      workgroups: [1, 1, 1] as const,
      flops: 0,
    };
    await expect(gpu.capture([{ kernel, buffers: {} }])).rejects.toMatchObject({
      code: 'device',
      fact: {
        id: 'kernelNotCompiled',
        params: { kernel: 'broken 2×3', reason: expect.stringMatching(/^2: .*abstract-float/) },
      },
    });
    await device.queue.onSubmittedWorkDone(); // by then an error that no scope caught has been told, and thrown
    gpu.dispose();
  });
});
