import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CompiledExecutor } from '../../src/engine/executors/webgpu/compiled.ts';
import { cnn } from '../../src/nn/cnn.ts';
import { initialWeights } from '../../src/nn/model.ts';
import { cnnBatch, cnnSamples } from '../golden/references.ts';
import { openIdleDevice } from '../support/device.ts';
import { compiledLane, hyperparamsOf, nesterovLane } from '../support/lane.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await openIdleDevice();
});
afterAll(() => device.destroy());

describe('on a device that does nothing', () => {
  it('a run of 100 000 steps makes no buffer or bind group, and leaves the heap where it was', async () => {
    const layers = cnn.layers(
      { filters: [16, 32], dense: [], activation: 'relu', init: 'glorot' },
      [28, 28, 1],
      10,
    );
    const executor = await CompiledExecutor.build({
      device,
      adapterClass: 'gpu',
      layers,
      weights: initialWeights(layers, 1),
      lanes: [compiledLane(nesterovLane())],
      labelSmoothing: 0,
      dataset: cnnSamples(),
      batchSize: 64,
      normalize: 'unit',
      seed: 1,
    });
    const indices = Uint32Array.from([...cnnBatch(0), ...cnnBatch(1)]);
    const hyperparams = [hyperparamsOf(nesterovLane())];
    const plans = Array.from({ length: 50 }, () => ({ indices, hyperparams }));
    const runSteps = async (steps: number) => {
      for (let results = 0; results < steps; results += plans.length) await executor.run(plans);
    };
    await runSteps(5000);
    const before = { ...executor.counts };
    globalThis.gc?.();
    const heap = process.memoryUsage().heapUsed;
    await runSteps(100_000);
    globalThis.gc?.();
    const { buffers, bytes, bindGroups, pipelines, submits, queueWrites } = executor.counts;
    expect({ buffers, bytes, bindGroups, pipelines }).toEqual({
      buffers: before.buffers,
      bytes: before.bytes,
      bindGroups: before.bindGroups,
      pipelines: before.pipelines,
    });
    expect(submits - before.submits).toBe(2000);
    expect(queueWrites - before.queueWrites).toBe(2000);
    expect(process.memoryUsage().heapUsed - heap).toBeLessThan(16 * 2 ** 20);
    executor.dispose();
  });
});
