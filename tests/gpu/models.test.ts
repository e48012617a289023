import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { softmaxCrossEntropyReference } from '../../src/compiler/kernels/reference/softmax-cross-entropy.ts';
import { Arena } from '../../src/compiler/lowering/arena.ts';
import { metricsRingBuffer } from '../../src/compiler/lowering/lower.ts';
import { planBuffer } from '../../src/compiler/lowering/plan-table.ts';
import { decodeImages, decodeTable } from '../../src/engine/executors/decode.ts';
import type { StepPlan } from '../../src/engine/executors/executor.ts';
import { EagerExecutor } from '../../src/engine/executors/tfjs/eager.ts';
import { softmaxCrossEntropy, tfjsOps } from '../../src/engine/executors/tfjs/tfjs-ops.ts';
import { captureAll } from '../../src/engine/executors/webgpu/compile-model.ts';
import { CompiledExecutor } from '../../src/engine/executors/webgpu/compiled.ts';
import { Readback } from '../../src/engine/executors/webgpu/readback.ts';
import type { Layer } from '../../src/nn/layer.ts';
import type { NamedValues } from '../../src/nn/model.ts';
import { forward, initialState, initialWeights } from '../../src/nn/model.ts';
import { sharedDevice } from '../support/device.ts';
import { randomValues } from '../support/kernels.ts';
import { compiledLane, hyperparamsOf, laneOf, nesterovLane } from '../support/lane.ts';
import { smallSamples } from '../support/small-data.ts';
import { float64Ops } from './float64-ops.ts';
import { watchBuffers } from './live-buffers.ts';
import { classes, smallNets } from './small-nets.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await sharedDevice();
  await tf.setBackend('cpu');
});

const seed = 5;
const batch = 5;
const indices = Uint32Array.of(3, 14, 15, 9, 26);
const labelSmoothing = 0.1;

/** Weights that are special nowhere: scales not 1, biases not 0. */
const randomWeights = (layers: readonly Layer[]): NamedValues[] =>
  initialWeights(layers, 1).map(({ name, shape, values }) => ({
    name,
    shape,
    values: randomValues(values.length, 0.2).map((value, i) => value + (values[i] as number)),
  }));

interface Step {
  readonly loss: number;
  /** One a parameter. */
  readonly gradients: readonly ArrayLike<number>[];
}

type Samples = ReturnType<typeof smallSamples>;

/** The first step on the GPU: its loss, and the gradients it leaves behind. */
async function onGpu(
  layers: readonly Layer[],
  weights: readonly NamedValues[],
  dataset: Samples,
): Promise<Step> {
  const { gpu, plan, data, gather, lanes } = await captureAll({
    device,
    adapterClass: 'software',
    layers,
    weights,
    lanes: [compiledLane(laneOf({ optimizer: { id: 'sgd', lr: 0.1 } }))],
    labelSmoothing,
    dataset,
    batchSize: batch,
    normalize: 'standardize',
    seed,
  });
  const arena = new Arena(weights.map(({ name, shape }) => ({ id: name, shape })));
  const reading = await Readback.make(gpu, arena.length, 1);
  const metricsRing = await Readback.make(gpu, 1, 1);
  data.copyArrived();
  plan.set(0, indices, [{ lr: 0.1 }]);
  gpu.write(planBuffer, 0, plan.words);
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  gather.encode(pass);
  for (const lane of lanes) lane.encode(pass);
  pass.end();
  const read = reading.copy(encoder, gpu.buffer('gradients'));
  const readLoss = metricsRing.copy(encoder, gpu.buffer(metricsRingBuffer));
  gpu.submit(encoder);
  const all = new Float32Array(await read());
  const [loss = Number.NaN] = new Float32Array(await readLoss());
  gpu.dispose();
  const gradients = weights.map(({ name }) => {
    const { offset, length } = arena.range('', name);
    return all.slice(offset, offset + length);
  });
  return { loss, gradients };
}

function imagesOf({ manifest, trainImages, trainLabels }: Samples) {
  const [height, width, channels] = manifest.shape;
  const table = decodeTable(manifest, 'standardize');
  return {
    shape: [batch, height, width, channels],
    values: decodeImages(trainImages, indices, height * width * channels, table),
    labels: Array.from(indices, (index) => trainLabels[index] ?? 0),
  };
}

/** The same step through tfjs' gradients on the CPU. */
function throughTfjs(layers: readonly Layer[], weights: readonly NamedValues[], dataset: Samples): Step {
  return tf.tidy(() => {
    const { shape, values, labels } = imagesOf(dataset);
    const moved = new Map<tf.Tensor, tf.Tensor>();
    const ops = tfjsOps({ seed, step: 0, moved });
    const targets = tf.oneHot(tf.tensor1d(labels, 'int32'), classes).toFloat();
    const state = initialState(layers).map(({ values: v, shape: s }) => tf.tensor(v, [...s]));
    const lossOf = (...parameters: tf.Tensor[]) =>
      softmaxCrossEntropy(
        forward(layers, ops, tf.tensor(values, shape), parameters, state),
        targets,
        labelSmoothing,
      );
    const { value, grads } = tf.valueAndGrads(lossOf)(
      weights.map(({ values: v, shape: s }) => tf.tensor(v, [...s])),
    );
    tf.dispose([...moved.values()]);
    return {
      loss: value.dataSync()[0] ?? Number.NaN,
      gradients: grads.map((gradient) => gradient.dataSync()),
    };
  });
}

/** The loss in float64, with parameter `moved` a step along a direction. */
function lossInFloat64(
  layers: readonly Layer[],
  weights: readonly NamedValues[],
  dataset: Samples,
  moved: number,
  direction: ArrayLike<number>,
  step: number,
): number {
  const { shape, values, labels } = imagesOf(dataset);
  const parameters = weights.map(({ shape: s, values: v }, p) => ({
    shape: s,
    values: Float64Array.from(v, (value, i) => value + (p === moved ? step * (direction[i] as number) : 0)),
  }));
  const state = initialState(layers).map(({ shape: s, values: v }) => ({
    shape: s,
    values: Float64Array.from(v),
  }));
  const input = { shape, values: Float64Array.from(values) };
  const logits = forward(layers, float64Ops(seed, 0), input, parameters, state);
  return softmaxCrossEntropyReference(logits.values, labels, classes, labelSmoothing).loss;
}

const norm = (values: ArrayLike<number>): number =>
  Math.sqrt(Array.from(values).reduce((sum, value) => sum + value * value, 0));
const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, value, i) => sum + value * (b[i] as number), 0);

describe.each(Object.entries(smallNets))('%s', (_, { input, layers }) => {
  const dataset = smallSamples(input, classes);
  const weights = randomWeights(layers);

  it('has the gradients of tfjs, and of finite differences of the float64 reference', async () => {
    const gpu = await onGpu(layers, weights, dataset);
    const stock = throughTfjs(layers, weights, dataset);
    expect(gpu.gradients).toHaveLength(weights.length);
    const whole = norm(gpu.gradients.map(norm));
    expect(whole).toBeGreaterThan(0.01);
    for (const [p, { name, values }] of weights.entries()) {
      const gpuGradient = gpu.gradients[p] ?? [];
      // against the parameter's own gradient; where that is all but zero, as of an attention's key bias, against a
      // hundredth of all of them: its terms cancel, and what is left is their rounding
      const scale = norm(gpuGradient) + 1e-2 * whole;
      const off = Array.from(stock.gradients[p] ?? [], (value, i) => value - (gpuGradient[i] ?? Number.NaN));
      expect(norm(off) / scale, `${name} against tfjs`).toBeLessThan(2e-5);
      const random = randomValues(values.length);
      const direction = random.map((value) => value / norm(random));
      const [ahead, behind] = [1e-6, -1e-6].map((step) =>
        lossInFloat64(layers, weights, dataset, p, direction, step),
      ) as [number, number];
      const difference = (ahead - behind) / 2e-6;
      expect(
        Math.abs(dot(gpuGradient, direction) - difference) / scale,
        `${name} against differences`,
      ).toBeLessThan(2e-5);
    }
    const exact = lossInFloat64(layers, weights, dataset, -1, [], 0);
    expect(Math.abs(gpu.loss - exact)).toBeLessThan(2e-6);
    expect(Math.abs(stock.loss - exact)).toBeLessThan(2e-6);
  });

  it('trains in company as alone, to the last bit, and makes nothing once it is built', async () => {
    const lrs = [0.02, 0.1];
    const alone = await Promise.all(lrs.map((lr) => trained(layers, weights, dataset, [lr])));
    const together = await trained(layers, weights, dataset, lrs);
    expect(together).toEqual(alone.flat());
    expect(together.flatMap(({ losses }) => losses).every(Number.isFinite)).toBe(true);
  });
});

const plans = (lrs: readonly number[]): StepPlan[] =>
  Array.from({ length: 3 }, (_, step) => ({
    indices: indices.map((index) => (index + 7 * step) % 40),
    hyperparams: lrs.map((lr) => hyperparamsOf(nesterovLane(lr))),
  }));

const optionsOf = (
  layers: readonly Layer[],
  weights: readonly NamedValues[],
  dataset: Samples,
  lrs: readonly number[],
) =>
  ({
    layers,
    weights,
    lanes: lrs.map((lr) => compiledLane(nesterovLane(lr))),
    labelSmoothing,
    dataset,
    normalize: 'standardize',
    seed,
  }) as const;

/** What each lane's losses are over three steps, and its evaluation after. @throws where a step made something */
async function trained(
  layers: readonly Layer[],
  weights: readonly NamedValues[],
  dataset: Samples,
  lrs: readonly number[],
) {
  const options = optionsOf(layers, weights, dataset, lrs);
  const executor = await CompiledExecutor.build({
    ...options,
    device,
    adapterClass: 'software',
    batchSize: batch,
  });
  const [first, ...others] = plans(lrs);
  const stepped = first ? [await executor.run([first])] : [];
  const { buffers, bindGroups, pipelines, queueWrites } = executor.counts;
  stepped.push(await executor.run(others));
  expect(executor.counts).toMatchObject({ buffers, bindGroups, pipelines, queueWrites: queueWrites + 1 });
  const results = [];
  for (const lane of lrs.keys()) {
    const losses = stepped.flatMap((columns) => [...(columns[lane]?.loss ?? [])]);
    results.push({ losses, evaluation: await executor.evaluate(lane, 'validation') });
  }
  executor.dispose();
  return results;
}

describe('what training does and evaluation does not', () => {
  it.each([
    'cnn with batch norm',
    'a norm of the images',
    'mlp with dropout',
    'vit, class token and dropout',
  ])('%s: losses of three steps and the evaluation after are those of tfjs', async (name) => {
    const { input, layers } = smallNets[name] ?? { input: [], layers: [] };
    const dataset = smallSamples(input, classes);
    const weights = randomWeights(layers);
    const [compiled] = await trained(layers, weights, dataset, [0.05]);
    const before = tf.memory().numTensors;
    const eager = new EagerExecutor(optionsOf(layers, weights, dataset, [0.05]));
    const losses: number[] = [];
    for (const step of plans([0.05])) losses.push(...((await eager.run([step]))[0]?.loss ?? []));
    const evaluation = await eager.evaluate(0, 'validation');
    eager.dispose();
    expect(tf.memory().numTensors).toBe(before);
    expect(losses).toHaveLength(3);
    for (const [step, loss] of losses.entries()) {
      expect(Math.abs(loss - (compiled?.losses[step] ?? Number.NaN)), `step ${step}`).toBeLessThan(1e-5);
    }
    expect(Math.abs(evaluation.loss - (compiled?.evaluation.loss ?? Number.NaN))).toBeLessThan(1e-5);
    expect(evaluation.confusion).toEqual(compiled?.evaluation.confusion);
  });
});

it('fifty rebuilds across all models leave memory where it was', async () => {
  const { live, stop } = watchBuffers(device);
  const nets = Object.values(smallNets);
  for (let i = 0; i < 50; i++) {
    // several times each, then the next: what is compiled stays for ten builds
    const { input, layers } = nets[Math.floor((i * nets.length) / 50)] ?? { input: [], layers: [] };
    const options = optionsOf(layers, initialWeights(layers, i), smallSamples(input, classes), [0.1]);
    const executor = await CompiledExecutor.build({
      ...options,
      device,
      adapterClass: 'software',
      batchSize: batch,
    });
    expect(live.size).toBeGreaterThan(10);
    executor.dispose();
  }
  stop();
  expect(live.size).toBe(0);
});
