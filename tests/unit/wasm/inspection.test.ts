import { describe, expect, it } from 'vitest';
import { sizeOf } from '../../../src/core/shape.ts';
import { decodeImages, decodeTable } from '../../../src/engine/executors/decode.ts';
import { WasmExecutor } from '../../../src/engine/executors/wasm/wasm-executor.ts';
import type { Layer } from '../../../src/nn/layer.ts';
import type { NetworkValues } from '../../../src/nn/model.ts';
import { classes, smallNets } from '../../gpu/small-nets.ts';
import { logitsInFloat64, randomNetwork } from '../../support/float64-network.ts';
import { randomValues, worstError } from '../../support/kernels.ts';
import { compiledLane, hyperparamsOf, nesterovLane } from '../../support/lane.ts';
import { smallSamples } from '../../support/small-data.ts';

const lane = nesterovLane(0.05);

async function executorOf(layers: readonly Layer[], input: readonly number[], network: NetworkValues) {
  const dataset = smallSamples(input, classes);
  const executor = await WasmExecutor.build({
    layers,
    ...network,
    lanes: [compiledLane(lane)],
    labelSmoothing: 0,
    dataset,
    normalize: 'standardize',
    seed: 5,
    batchSize: 4,
  });
  return { executor, dataset };
}

const norm = (values: ArrayLike<number>): number => Math.hypot(...Array.from(values));

describe.each(Object.entries(smallNets))('%s in WebAssembly', (_, { input, layers }) => {
  it('is looked into as the float64 reference has it', async () => {
    const network = randomNetwork(layers);
    const { executor, dataset } = await executorOf(layers, input, network);
    const size = sizeOf(input);
    const images = dataset.trainImages.slice(0, 19 * size);
    const image = images.slice(2 * size, 3 * size);
    const table = decodeTable(dataset.manifest, 'standardize');
    const x = Float64Array.from(decodeImages(image, Uint32Array.of(0), size, table));
    const logits = logitsInFloat64(layers, network, input, x);
    const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
    const probabilities = await executor.predict(0, images);
    expect(probabilities).toHaveLength(19 * classes);
    const expected = logits.map((logit) => Math.exp(logit) / total);
    expect(worstError(probabilities.slice(2 * classes, 3 * classes), expected)).toBeLessThan(1e-5);

    const outputs = await executor.activations(0, image);
    expect(outputs.map(({ name, shape }) => [name, shape])).toEqual(
      layers.map(({ name, outputShape }) => [name, outputShape]),
    );
    expect(worstError(outputs.at(-1)?.values ?? [], logits)).toBeLessThan(1e-5);

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

    const weights = await executor.attentionWeights(0, image);
    const attentive = layers.filter(({ name }) => name.endsWith('/attention'));
    expect(weights.map(({ name }) => name)).toEqual(attentive.map(({ name }) => name));
    for (const { shape, values } of weights) {
      const [heads = 0, tokens = 0] = shape;
      const rows = Array.from({ length: heads * tokens }, (_unused, row) =>
        values.slice(row * tokens, (row + 1) * tokens).reduce((sum, value) => sum + value, 0),
      );
      for (const sum of rows) expect(sum).toBeCloseTo(1, 5);
    }
  });
});

describe('an evaluation in WebAssembly', () => {
  const { input, layers } = smallNets['cnn with batch norm'] as (typeof smallNets)[string];

  it('at values of no lane is that of a lane with the same values, to the bit, and disturbs no lane', async () => {
    const [start, elsewhere] = [randomNetwork(layers), randomNetwork(layers)];
    const { executor } = await executorOf(layers, input, start);
    const { executor: there } = await executorOf(layers, input, elsewhere);
    const plans = Array.from({ length: 3 }, (_, i) => ({
      indices: Uint32Array.from({ length: 4 }, (_unused, k) => (7 * i + 5 * k) % 40),
      hyperparams: [hyperparamsOf(lane)],
    }));
    await executor.run(plans);
    const before = await executor.snapshot(0);
    const scores = await executor.evaluate(0, 'validation');
    expect(await executor.evaluateAt(elsewhere)).toEqual(await there.evaluate(0, 'validation'));
    expect(await executor.evaluateAt(await executor.weights(0))).toEqual(scores);
    expect(await executor.evaluateAt(elsewhere)).not.toEqual(scores);
    expect(await executor.snapshot(0)).toEqual(before);
    expect(await executor.evaluate(0, 'validation')).toEqual(scores);
  });

  it('takes turns with others', async () => {
    const [start, elsewhere] = [randomNetwork(layers), randomNetwork(layers)];
    const { executor } = await executorOf(layers, input, start);
    const ask = [
      () => executor.evaluate(0, 'test'),
      () => executor.evaluateAt(elsewhere),
      () => executor.evaluate(0, 'validation'),
      () => executor.evaluateAt(start),
    ];
    const alone = [];
    for (const one of ask) alone.push(await one());
    const step = { indices: Uint32Array.of(1, 2, 3, 4), hyperparams: [hyperparamsOf(lane)] };
    const { executor: other } = await executorOf(layers, input, start);
    const [underWay, , after] = [other.evaluate(0, 'test'), other.run([step]), other.evaluate(0, 'test')];
    expect(await underWay).toEqual(alone[0]); // a step that is asked for meanwhile waits
    expect(await after).not.toEqual(alone[0]);
    expect(new Set(alone.map(({ loss }) => loss)).size).toBe(3); // the lane is where it started
    expect(await Promise.all(ask.map((one) => one()))).toEqual(alone);
  });
});
