import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { sizeOf } from '../../src/core/shape.ts';
import { tfjsOps } from '../../src/engine/executors/tfjs/tfjs-ops.ts';
import { graphModel } from '../../src/nn/files/graph-model.ts';
import { readTfjsWeights, tfjsList } from '../../src/nn/files/tfjs-weights.ts';
import type { ModelSpec } from '../../src/nn/index.ts';
import { layersOf } from '../../src/nn/index.ts';
import { forward, initialState, initialWeights } from '../../src/nn/model.ts';
import { experiment } from '../support/experiment.ts';

const input = [16, 16, 3];

const modelOf = (model: object): ModelSpec =>
  experiment({
    model,
    lanes: [{ optimizer: { id: 'sgd' } }],
  }).model;

const models: readonly (readonly [string, object])[] = [
  ['logistic', { id: 'logistic' }],
  ['mlp, LeakyReLU', { id: 'mlp', activation: 'leaky-relu' }],
  ['cnn, batch norm', { id: 'cnn', filters: [4, 6], dense: [8], norm: 'batch' }],
  ['cnn, group norm, GELU', { id: 'cnn', filters: [8], norm: 'group', activation: 'gelu' }],
  ['resnet, batch norm', { id: 'resnet', depth: 8, width: 4, norm: 'batch' }],
  [
    'resnet, group norm, GELU by tanh',
    { id: 'resnet', depth: 8, width: 8, norm: 'group', activation: 'gelu-tanh' },
  ],
  ['vit, mean', { id: 'vit', patch: 4, width: 16, depth: 2, heads: 2, hidden: 24, pool: 'mean' }],
  ['vit, class token', { id: 'vit', patch: 8, width: 12, depth: 1, heads: 3, hidden: 16, pool: 'token' }],
];

describe('a network exported as a TensorFlow.js graph model', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  it.each(models)('%s: stock loadGraphModel gives the same logits', async (_, goldenModel) => {
    const layers = layersOf(modelOf(goldenModel), input, 5);
    const weights = initialWeights(layers, 3);
    // statistics and scales that are not what they start from, so that a mix-up shows
    for (const [i, { values }] of weights.entries()) {
      for (let j = 0; j < values.length; j++) values[j] = (values[j] ?? 0) + 0.05 * Math.sin(i + j);
    }
    const state = initialState(layers).map((tensor, i) => ({
      ...tensor,
      values: tensor.values.map((value, j) => value + 0.3 + 0.2 * Math.sin(i + 2 * j)),
    }));
    const { json, bin } = graphModel({ layers, input, weights, state, metadata: { classes: 'a,b' } });
    const { modelTopology, weightsManifest, ...rest } = JSON.parse(json);
    const loaded = await tf.loadGraphModel(
      tf.io.fromMemory({
        ...rest,
        modelTopology,
        weightSpecs: weightsManifest[0].weights,
        weightData: bin.buffer,
      }),
    );
    const pixels = Float32Array.from({ length: 3 * sizeOf(input) }, (_unused, i) => Math.sin(i * 0.7));
    const x = tf.tensor4d(pixels, [3, 16, 16, 3]);
    const y = loaded.predict(x) as tf.Tensor;
    const tensors = (values: typeof weights) => values.map((t) => tf.tensor(t.values, [...t.shape]));
    const expected = forward(layers, tfjsOps(), x as tf.Tensor, tensors(weights), tensors(state));
    expect(y.shape).toEqual([3, 5]);
    const [ours, theirs] = [await expected.data(), await y.data()];
    expect(Math.max(...ours) - Math.min(...ours)).toBeGreaterThan(0.01);
    ours.forEach((value, i) => {
      expect(Math.abs(value - (theirs[i] ?? Number.NaN)), `logit ${i}`).toBeLessThan(2e-5);
    });
    expect(loaded.inputs[0]?.name).toBe('pictures');
    expect(loaded.outputs[0]?.name).toMatch(/^logits/);

    // and back: every weight and statistic by its name, to the bit
    expect(tfjsList(json)?.paths).toEqual(['weights.bin']);
    const read = new Map(readTfjsWeights(json, bin).map((tensor) => [tensor.name, tensor]));
    for (const { name, shape, values } of [...weights, ...state]) {
      expect(read.get(name)).toEqual({ name, shape: [...shape], values });
    }
  });
});
