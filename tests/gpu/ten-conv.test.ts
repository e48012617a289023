import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { compiledOptions } from '../../src/engine/executors/build.ts';
import { decodeImages, decodeTable } from '../../src/engine/executors/decode.ts';
import { softmaxCrossEntropy, tfjsOps } from '../../src/engine/executors/tfjs/tfjs-ops.ts';
import { CompiledExecutor } from '../../src/engine/executors/webgpu/compiled.ts';
import { forward, initialWeights } from '../../src/nn/model.ts';
import { tenConv } from '../../src/nn/ten-conv.ts';
import { cnnSamples } from '../golden/references.ts';
import { openAdapter, openDevice, sharedDevice, sharedPageDevice } from '../support/device.ts';
import { experiment } from '../support/experiment.ts';
import { compiledLane, hyperparamsOf, nesterovLane } from '../support/lane.ts';
import { smallSamples } from '../support/small-data.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await sharedDevice();
  await tf.setBackend('cpu');
});

const input = [32, 32, 3] as const;
const index = 11;
/** `TEN_CONV_WIDTH=1 npm test -- gpu` takes the full network: the same, minutes longer on a software adapter. */
const width = process.env.TEN_CONV_WIDTH === '1' ? 1 : 0.25;

describe('the network of the article', () => {
  it('takes a step of one image whose loss is that of tfjs on the CPU, and goes down', async () => {
    const layers = tenConv.layers({ width }, input, 2);
    const dataset = smallSamples(input, 2);
    const weights = initialWeights(layers, 1);
    const lane = nesterovLane(0.001);
    const executor = await CompiledExecutor.build({
      device,
      adapterClass: 'software',
      layers,
      weights,
      lanes: [compiledLane(lane)],
      labelSmoothing: 0,
      dataset,
      batchSize: 1,
      normalize: 'standardize',
      seed: 1,
    });
    const step = { indices: Uint32Array.of(index), hyperparams: [hyperparamsOf(lane)] };
    const [results] = await executor.run([step, step]);
    executor.dispose();
    const [first = Number.NaN, second = Number.NaN] = results?.loss ?? [];
    const table = decodeTable(dataset.manifest, 'standardize');
    const values = decodeImages(dataset.trainImages, Uint32Array.of(index), 3072, table);
    const expected = tf.tidy(() => {
      const parameters = weights.map(({ values: v, shape }) => tf.tensor(v, [...shape]));
      const logits = forward(layers, tfjsOps(), tf.tensor(values, [1, ...input]), parameters);
      const targets = tf.oneHot([dataset.trainLabels[index] ?? 0], 2).toFloat();
      return softmaxCrossEntropy(logits, targets, 0).dataSync()[0] ?? Number.NaN;
    });
    console.log(`ten-conv at width ${width}: loss ${first} on the GPU, ${expected} through tfjs`);
    expect(Math.abs(first - expected)).toBeLessThan(2e-6);
    expect(second).toBeLessThan(first - 1e-3);
  });

  it('is refused where it does not fit, with the figure and the width that does, and nothing is allocated', async () => {
    const { report } = await sharedPageDevice();
    const small = await (await openAdapter()).requestDevice(); // with WebGPU's default limits
    let made = 0;
    small.createBuffer = () => {
      made++;
      throw new Error('a buffer was made');
    };
    const spec = experiment({ model: { id: 'ten-conv' } });
    const options = compiledOptions(spec, cnnSamples(), small, report);
    await expect(CompiledExecutor.build(options)).rejects.toMatchObject({
      code: 'device',
      fact: {
        id: 'bufferTooLarge',
        params: expect.objectContaining({
          content: 'weights',
          need: 170,
          max: 128,
          fix: 'form',
          setting: 'model.width',
          value: 0.5,
        }),
      },
    });
    expect(made).toBe(0);
    small.destroy();
  });

  it('names the next width where the device itself runs out, after a try at smaller evaluations', async () => {
    const { report } = await sharedPageDevice();
    const full = await openDevice();
    const sums: number[] = [];
    const scopes: GPUErrorFilter[] = [];
    full.pushErrorScope = (filter) => {
      scopes.push(filter);
      sums.push(0);
    };
    full.popErrorScope = async () => (scopes.pop() === 'out-of-memory' ? ({} as GPUError) : null);
    full.createBuffer = ({ size }) => {
      sums[sums.length - 1] = (sums.at(-1) ?? 0) + size;
      return { destroy: () => undefined } as GPUBuffer;
    };
    const spec = experiment({
      data: { id: 'fashion-mnist', batchSize: 4 },
      model: { id: 'ten-conv', width: 0.25 },
    });
    const options = { ...compiledOptions(spec, cnnSamples(), full, report), batchSize: 4 };
    const error = await CompiledExecutor.build(options).catch((reason: unknown) => reason);
    const [first = 0, second = 0] = sums;
    expect(sums).toHaveLength(2);
    expect(second).toBeLessThan(first / 2);
    expect(error).toMatchObject({
      code: 'device',
      fact: {
        id: 'memoryExhausted',
        params: expect.objectContaining({
          kind: 'weights',
          total: Math.ceil(second / 2 ** 20),
          fix: 'form',
          setting: 'model.width',
          value: 0.125,
        }),
      },
    });
    full.destroy();
  });
});
