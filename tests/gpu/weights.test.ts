import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Executor, StepPlan } from '../../src/engine/executors/executor.ts';
import { EagerExecutor } from '../../src/engine/executors/tfjs/eager.ts';
import { CompiledExecutor } from '../../src/engine/executors/webgpu/compiled.ts';
import { hashWeights } from '../../src/engine/training/hashes.ts';
import { readSafetensors, writeSafetensors } from '../../src/nn/files/safetensors.ts';
import type { PretrainedWeights } from '../../src/nn/files/start-values.ts';
import { startValues } from '../../src/nn/files/start-values.ts';
import type { ModelSpec } from '../../src/nn/index.ts';
import { layersOf } from '../../src/nn/index.ts';
import type { Layer } from '../../src/nn/layer.ts';
import type { NetworkValues } from '../../src/nn/model.ts';
import { sharedDevice } from '../support/device.ts';
import { worstError } from '../support/kernels.ts';
import { compiledLane, hyperparamsOf, laneOf } from '../support/lane.ts';
import { smallSamples } from '../support/small-data.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await sharedDevice();
  await tf.setBackend('cpu');
});

const shape = [8, 8, 1];
const netSpec: ModelSpec<'cnn'> = {
  id: 'cnn',
  filters: [4, 6],
  kernel: 3,
  pool: 'max',
  dense: [5],
  activation: 'relu',
  slope: 0.01,
  norm: 'batch',
  groups: 1,
  dropout: 0,
  init: 'he',
};
const net = (classes: number) => layersOf(netSpec, shape, classes);
const sgd = laneOf({ optimizer: { id: 'sgd', lr: 0.1 } });
const hotter = laneOf({ optimizer: { id: 'sgd', lr: 0.3 } });
const lanes = [compiledLane(sgd), compiledLane(hotter)];

const options = (layers: readonly Layer[], classes: number, { weights, state }: NetworkValues) => ({
  layers,
  weights,
  state,
  lanes,
  labelSmoothing: 0,
  dataset: smallSamples(shape, classes),
  normalize: 'standardize' as const,
  seed: 3,
});

function build(layers: readonly Layer[], classes: number, start: NetworkValues): Promise<CompiledExecutor> {
  return CompiledExecutor.build({
    ...options(layers, classes, start),
    device,
    adapterClass: 'software',
    batchSize: 4,
  });
}

const plans = (from: number, to: number): StepPlan[] =>
  Array.from({ length: to - from }, (_, i) => ({
    indices: Uint32Array.from({ length: 4 }, (_unused, k) => (7 * (from + i) + 5 * k) % 40),
    hyperparams: [hyperparamsOf(sgd), hyperparamsOf(hotter)],
  }));

const lossesOf = async (executor: Executor, steps: readonly StepPlan[]) =>
  (await executor.run(steps)).map(({ loss }) => [...loss]);

/** What a file of a lane's weights holds, read again. */
async function throughFile(executor: Executor, lane: number, head = true): Promise<PretrainedWeights> {
  const { weights, state } = await executor.weights(lane);
  const file = writeSafetensors({ tensors: [...weights, ...state], metadata: {} });
  return { tensors: readSafetensors(file).tensors, head };
}

const random = (classes = 3) => startValues(net(classes), 1, null);

describe('weights of a lane', () => {
  it('are what it started from, before a step', async () => {
    const start = startValues(net(3), 1, null);
    const executor = await build(net(3), 3, start);
    expect(await executor.weights(0)).toEqual(start);
    expect(await executor.weights(1)).toEqual(start);
    executor.dispose();
  });

  it('are after five steps what the reference has, running statistics too, lane by lane', async () => {
    const compiled = await build(net(3), 3, random());
    const eager = new EagerExecutor(options(net(3), 3, random()));
    for (const executor of [compiled, eager]) await executor.run(plans(0, 5));
    for (const lane of [0, 1]) {
      const [ours, theirs] = [await compiled.weights(lane), await eager.weights(lane)];
      for (const part of ['weights', 'state'] as const) {
        expect(ours[part].map(({ name }) => name)).toEqual(theirs[part].map(({ name }) => name));
        for (const [i, { name, values }] of ours[part].entries()) {
          const reference = theirs[part][i]?.values ?? [];
          expect(worstError(values, reference), `${part} ${name}`).toBeLessThan(2e-5);
        }
      }
    }
    const [first, second] = [await compiled.weights(0), await compiled.weights(1)];
    expect(hashWeights(first.weights)).not.toBe(hashWeights(second.weights));
    expect(hashWeights(first.weights)).not.toBe(hashWeights(random().weights));
    expect(first.state.find(({ name }) => name === 'norm1/mean')?.values.some((v) => v !== 0)).toBe(true);
    compiled.dispose();
    eager.dispose();
  });
});

describe('a start from a file', () => {
  it('repeats the run from there bit for bit, in every lane', async () => {
    const whole = await build(net(3), 3, random());
    await whole.run(plans(0, 4));
    const file = await throughFile(whole, 0);
    const [rest] = await lossesOf(whole, plans(4, 9));
    const end = await whole.weights(0);
    whole.dispose();

    const again = await build(net(3), 3, startValues(net(3), 77, file));
    const losses = await lossesOf(again, plans(4, 9));
    expect(losses[0]).toEqual(rest);
    expect(losses[1]?.[0]).toBe(rest?.[0]); // the other lane begins with the same weights
    expect(losses[1]?.[4]).not.toBe(rest?.[4]);
    expect(await again.weights(0)).toEqual(end);
    again.dispose();
  });

  it('evaluates as the weights it came from do, by their running statistics', async () => {
    const before = await build(net(3), 3, random());
    await before.run(plans(0, 4));
    const measured = await before.evaluate(0, 'validation');
    const after = await build(net(3), 3, startValues(net(3), 1, await throughFile(before, 0)));
    expect(await after.evaluate(1, 'validation')).toEqual(measured);
    before.dispose();
    after.dispose();
  });

  it('takes all but the head into a network of other classes', async () => {
    const before = await build(net(3), 3, random());
    await before.run(plans(0, 4));
    const file = await throughFile(before, 0, false);
    const trained = new Map(file.tensors.map(({ name, values }) => [name, values]));
    const start = startValues(net(5), 9, file);
    const fresh = new Map(startValues(net(5), 9, null).weights.map(({ name, values }) => [name, values]));
    const after = await build(net(5), 5, start);
    const { weights, state } = await after.weights(0);
    for (const { name, values } of [...weights, ...state])
      expect(values, name).toEqual((name.startsWith('logits/') ? fresh : trained).get(name));
    expect((await lossesOf(after, plans(0, 2)))[0]?.every(Number.isFinite)).toBe(true);
    before.dispose();
    after.dispose();
  });

  it('says whether only the head does not fit', () => {
    const tensors = [...random().weights, ...random().state];
    const rejection = (classes: number, width: number) => {
      const layers = layersOf({ ...netSpec, filters: [width, 6] }, shape, classes);
      try {
        startValues(layers, 1, { tensors, head: true });
        return null;
      } catch (error) {
        return (error as { path?: string }).path;
      }
    };
    expect(rejection(3, 4)).toBeNull();
    expect(rejection(5, 4)).toBe('start.head');
    expect(rejection(3, 7)).toBe('start');
  });
});
