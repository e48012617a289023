import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { sizeOf } from '../../src/core/shape.ts';
import { decodeImages, decodeTable } from '../../src/engine/executors/decode.ts';
import type { EvaluationScores, Executor } from '../../src/engine/executors/executor.ts';
import { EagerExecutor } from '../../src/engine/executors/tfjs/eager.ts';
import { CompiledExecutor } from '../../src/engine/executors/webgpu/compiled.ts';
import type { Layer } from '../../src/nn/layer.ts';
import type { NetworkValues } from '../../src/nn/model.ts';
import { sharedDevice } from '../support/device.ts';
import { logitsInFloat64, randomNetwork } from '../support/float64-network.ts';
import { randomValues, worstError } from '../support/kernels.ts';
import { compiledLane, hyperparamsOf, laneOf, nesterovLane } from '../support/lane.ts';
import { smallSamples } from '../support/small-data.ts';
import { watchBuffers } from './live-buffers.ts';
import { classes, smallNets } from './small-nets.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await sharedDevice();
  await tf.setBackend('cpu');
});

const lane = nesterovLane(0.05);

const optionsOf = (layers: readonly Layer[], input: readonly number[], network: NetworkValues) =>
  ({
    layers,
    ...network,
    lanes: [compiledLane(lane)],
    labelSmoothing: 0,
    dataset: smallSamples(input, classes),
    normalize: 'standardize',
    seed: 5,
    batchSize: 4,
  }) as const;

async function bothExecutors(layers: readonly Layer[], input: readonly number[], network: NetworkValues) {
  const options = optionsOf(layers, input, network);
  const compiled = await CompiledExecutor.build({ ...options, device, adapterClass: 'software' });
  return { compiled, eager: new EagerExecutor(options), dataset: options.dataset };
}

const norm = (values: ArrayLike<number>): number => Math.hypot(...Array.from(values));

/** The largest difference against the largest value. */
function relative(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(actual.length).toBe(expected.length);
  const off = Array.from(expected, (value, i) => Math.abs(value - (actual[i] ?? Number.NaN)));
  return Math.max(...off) / (1e-3 + Math.max(...Array.from(expected, Math.abs)));
}

describe.each(Object.entries(smallNets))('%s', (_, { input, layers }) => {
  it('is looked into through WebGPU and through tfjs as the float64 reference has it', async () => {
    const network = randomNetwork(layers);
    const { compiled, eager, dataset } = await bothExecutors(layers, input, network);
    const size = sizeOf(input);
    const images = dataset.trainImages.slice(0, 19 * size); // more than are predicted at once
    const image = images.slice(2 * size, 3 * size);
    const decoded = decodeImages(
      image,
      Uint32Array.of(0),
      size,
      decodeTable(dataset.manifest, 'standardize'),
    );
    const x = Float64Array.from(decoded);
    const logits = logitsInFloat64(layers, network, input, x);
    const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
    const tensorsBefore = tf.memory().numTensors;
    for (const executor of [compiled, eager] as readonly Executor[]) {
      const probabilities = await executor.predict(0, images);
      expect(probabilities).toHaveLength(19 * classes);
      const expected = logits.map((logit) => Math.exp(logit) / total);
      expect(worstError(probabilities.slice(2 * classes, 3 * classes), expected)).toBeLessThan(1e-5);

      const outputs = await executor.activations(0, image);
      expect(outputs.map(({ name, shape }) => [name, shape])).toEqual(
        layers.map(({ name, outputShape }) => [name, outputShape]),
      );
      expect(relative(outputs.at(-1)?.values ?? [], logits)).toBeLessThan(1e-5);

      for (const classIndex of [0, 2]) {
        const { shape, values } = await executor.inputGradient(0, image, classIndex);
        expect(shape).toEqual(input);
        const random = randomValues(values.length);
        const direction = random.map((value) => value / norm(random));
        const [ahead = 0, behind = 0] = [1e-6, -1e-6].map((step) => {
          const moved = x.map((value, i) => value + step * (direction[i] as number));
          return logitsInFloat64(layers, network, input, moved)[classIndex];
        });
        const slope = values.reduce((sum, value, i) => sum + value * (direction[i] as number), 0);
        const error = Math.abs(slope - (ahead - behind) / 2e-6) / (norm(values) + 1e-2);
        expect(error, `class ${classIndex}`).toBeLessThan(2e-5);
      }
    }
    const [ours, theirs] = [await compiled.activations(0, image), await eager.activations(0, image)];
    for (const [i, { name, values }] of ours.entries())
      expect(relative(values, theirs[i]?.values ?? []), name).toBeLessThan(1e-5);

    const compiledValue = await compiled.attentionWeights(0, image);
    const stock = await eager.attentionWeights(0, image);
    const attentive = layers.filter(({ name }) => name.endsWith('/attention'));
    expect(compiledValue.map(({ name }) => name)).toEqual(attentive.map(({ name }) => name));
    for (const [i, { shape, values }] of compiledValue.entries()) {
      const [heads = 0, tokens = 0] = shape;
      expect(shape).toEqual([heads, tokens, tokens]);
      expect(shape).toEqual(stock[i]?.shape);
      expect(worstError(values, stock[i]?.values ?? [])).toBeLessThan(1e-5);
      const rows = Array.from({ length: heads * tokens }, (_unused, row) =>
        values.slice(row * tokens, (row + 1) * tokens).reduce((sum, value) => sum + value, 0),
      );
      expect(
        worstError(
          rows,
          rows.map(() => 1),
        ),
      ).toBeLessThan(1e-5);
    }
    expect(tf.memory().numTensors).toBe(tensorsBefore);
    compiled.dispose();
    eager.dispose();
  });
});

describe('an evaluation at values of no lane', () => {
  const { input, layers } = smallNets['cnn with batch norm'] as (typeof smallNets)[string];
  const plans = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => ({
      indices: Uint32Array.from({ length: 4 }, (_unused, k) => (7 * (from + i) + 5 * k) % 40),
      hyperparams: [hyperparamsOf(lane)],
    }));

  it('is that of a lane with the same values, to the bit on WebGPU, and disturbs no lane', async () => {
    const [start, elsewhere] = [randomNetwork(layers), randomNetwork(layers)];
    const there = await bothExecutors(layers, input, elsewhere);
    const { compiled, eager } = await bothExecutors(layers, input, start);
    await compiled.run(plans(0, 3));
    const before = await compiled.snapshot(0);
    const compiledValue = await compiled.evaluate(0, 'validation');
    expect(await compiled.evaluateAt(elsewhere)).toEqual(await there.compiled.evaluate(0, 'validation'));
    expect(await compiled.evaluateAt(await compiled.weights(0))).toEqual(compiledValue);
    expect(await compiled.evaluateAt(elsewhere)).not.toEqual(compiledValue);
    expect(await compiled.snapshot(0)).toEqual(before);
    expect(await compiled.evaluate(0, 'validation')).toEqual(compiledValue);
    expect(await eager.evaluateAt(elsewhere)).toEqual(await there.eager.evaluate(0, 'validation'));
    const [ours, theirs] = [await compiled.evaluateAt(elsewhere), await eager.evaluateAt(elsewhere)];
    expect(Math.abs(ours.loss - theirs.loss)).toBeLessThan(1e-5);
    for (const executor of [compiled, eager, there.compiled, there.eager]) executor.dispose();
  });

  it('waits for the evaluation under way, and that of a lane for it', async () => {
    const [start, elsewhere] = [randomNetwork(layers), randomNetwork(layers)];
    const { compiled, eager } = await bothExecutors(layers, input, start);
    for (const executor of [compiled, eager] as readonly Executor[]) {
      const ask: (() => Promise<EvaluationScores>)[] = [
        () => executor.evaluate(0, 'test'),
        () => executor.evaluateAt(elsewhere),
        () => executor.evaluate(0, 'validation'),
        () => executor.evaluateAt(start),
      ];
      const alone: EvaluationScores[] = [];
      for (const one of ask) alone.push(await one());
      expect(new Set(alone.map(({ loss }) => loss)).size).toBe(3); // the lane is where it started
      expect(await Promise.all(ask.map((one) => one()))).toEqual(alone);
      executor.dispose();
    }
  });

  it('is refused where the values are of another network', async () => {
    const network = randomNetwork(layers);
    const { compiled, eager } = await bothExecutors(layers, input, network);
    for (const executor of [compiled, eager] as readonly Executor[]) {
      const rejected = (values: NetworkValues) => expect(executor.evaluateAt(values)).rejects;
      await rejected({ ...network, weights: network.weights.toReversed() }).toMatchObject({
        code: 'data',
        path: 'weights',
        fact: {
          id: 'otherNetworkValues',
          params: { expected: 'conv1/kernel [3, 3, 3, 4]', got: 'logits/bias [3]' },
        },
      });
      await rejected({ ...network, state: [] }).toMatchObject({ path: 'state' });
      executor.dispose();
    }
  });
});

describe('what is asked of images', () => {
  const { input, layers } = smallNets['vit, class token and dropout'] as (typeof smallNets)[string];

  it('is refused where they are of another size, or where there is no such class', async () => {
    const { compiled, eager } = await bothExecutors(layers, input, randomNetwork(layers));
    const image = new Uint8Array(sizeOf(input));
    for (const executor of [compiled, eager] as readonly Executor[]) {
      await expect(executor.predict(0, image.slice(1))).rejects.toMatchObject({
        code: 'data',
        path: 'images',
        fact: {
          id: 'imageBytes',
          params: { got: image.length - 1, height: 8, width: 12, channels: 3 },
        },
      });
      await expect(executor.predict(0, new Uint8Array(0))).rejects.toThrow('imageBytes');
      await expect(executor.activations(0, new Uint8Array(2 * image.length))).rejects.toThrow('notOneImage');
      await expect(executor.inputGradient(0, image, 3)).rejects.toMatchObject({
        path: 'class',
        fact: { id: 'noSuchClass', params: { got: 3, classes: 3 } },
      });
      await expect(executor.predict(1, image)).rejects.toThrow('no lane 1');
      executor.dispose();
    }
  });

  it('leaves no buffer behind where memory runs out, and can be asked again', async () => {
    const { live, stop } = watchBuffers(device);
    const image = new Uint8Array(sizeOf(input)).fill(90);
    const { compiled } = await bothExecutors(layers, input, randomNetwork(layers));
    const expected = await compiled.activations(0, image);
    const before = live.size;
    const { popErrorScope } = device;
    device.popErrorScope = async () => {
      await popErrorScope.call(device);
      return new GPUOutOfMemoryError('no more');
    };
    await expect(compiled.activations(0, image)).rejects.toMatchObject({ code: 'device' });
    await expect(compiled.predict(0, image)).rejects.toMatchObject({ code: 'device' }); // its program is new
    await new Promise(setImmediate);
    expect(live.size).toBe(before);
    device.popErrorScope = popErrorScope;
    expect(await compiled.activations(0, image)).toEqual(expected);
    expect(await compiled.predict(0, image)).toHaveLength(classes);
    compiled.dispose();
    await new Promise(setImmediate);
    stop();
    expect(live.size).toBe(0);
  });

  it('sees the weights as they are now, and leaves no buffer behind', async () => {
    const { live, stop } = watchBuffers(device);
    const image = new Uint8Array(sizeOf(input)).fill(90);
    const options = optionsOf(layers, input, randomNetwork(layers));
    const executor = await CompiledExecutor.build({
      ...options,
      lanes: [compiledLane(lane), compiledLane(laneOf({ optimizer: { id: 'sgd', lr: 0.01 } }))],
      device,
      adapterClass: 'software',
    });
    const first = await executor.predict(0, image);
    expect(await executor.predict(1, image)).toEqual(first);
    await executor.run([
      { indices: Uint32Array.of(0, 1, 2, 3), hyperparams: [hyperparamsOf(lane), { lr: 0.01, t: 1 }] },
    ]);
    const moved = await executor.predict(0, image);
    expect(moved).not.toEqual(first);
    expect(await executor.predict(1, image)).not.toEqual(moved);
    await Promise.all([executor.activations(0, image), executor.inputGradient(1, image, 0)]);
    await executor.evaluateAt(await executor.weights(0));
    executor.dispose();
    await new Promise(setImmediate);
    stop();
    expect(live.size).toBe(0);
  });
});
