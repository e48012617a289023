import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import type { Executor } from '../../src/engine/executors/executor.ts';
import { EagerExecutor } from '../../src/engine/executors/tfjs/eager.ts';
import { CompiledExecutor } from '../../src/engine/executors/webgpu/compiled.ts';
import { cnn } from '../../src/nn/cnn.ts';
import { initialWeights } from '../../src/nn/model.ts';
import { cnnBatch, cnnSamples } from '../golden/references.ts';
import { sharedDevice } from '../support/device.ts';
import { compiledLane, hyperparamsOf, nesterovLane } from '../support/lane.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await sharedDevice();
  await tf.setBackend('cpu');
});

const layers = cnn.layers({ filters: [4], dense: [], activation: 'relu', init: 'glorot' }, [28, 28, 1], 10);

function optionsOf(augment: { readonly flip: boolean; readonly shift: number }) {
  return {
    layers,
    weights: initialWeights(layers, 1),
    lanes: [compiledLane(nesterovLane(0.02))],
    labelSmoothing: 0,
    dataset: cnnSamples(),
    normalize: 'unit',
    augment,
    seed: 7,
  } as const;
}

async function losses(executor: Executor): Promise<number[]> {
  const results: number[] = [];
  for (let step = 0; step < 5; step++) {
    const plan = { indices: cnnBatch(step), hyperparams: [hyperparamsOf(nesterovLane(0.02))] };
    results.push(...((await executor.run([plan]))[0]?.loss ?? []));
  }
  executor.dispose();
  return results;
}

const compiled = async (augment: { readonly flip: boolean; readonly shift: number }) =>
  losses(
    await CompiledExecutor.build({
      ...optionsOf(augment),
      device,
      adapterClass: 'software',
      batchSize: cnnBatch(0).length,
    }),
  );

it('training images are mirrored and moved alike by the kernels and by the fallback, anew at each step', async () => {
  const augment = { flip: true, shift: 3 };
  const onGpu = await compiled(augment);
  const fallback = await losses(new EagerExecutor(optionsOf(augment)));
  expect(onGpu).toHaveLength(5);
  onGpu.forEach((loss, step) => {
    expect(Math.abs(loss - (fallback[step] ?? Number.NaN)), `step ${step}`).toBeLessThan(1e-5);
  });
  const plain = await compiled({ flip: false, shift: 0 });
  onGpu.forEach((loss, step) => {
    expect(Math.abs(loss - (plain[step] ?? Number.NaN)), `step ${step}`).toBeGreaterThan(1e-4);
  });
});
