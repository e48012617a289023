import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AdapterClass } from '../../src/compiler/kernels/kernel.ts';
import { CompiledExecutor } from '../../src/engine/executors/webgpu/compiled.ts';
import { pipelinesOf } from '../../src/engine/executors/webgpu/pipelines.ts';
import type { TuningStore } from '../../src/engine/executors/webgpu/tuning-store.ts';
import { cnn } from '../../src/nn/cnn.ts';
import { initialWeights } from '../../src/nn/model.ts';
import { cnnBatch, cnnSamples } from '../golden/references.ts';
import { openIdleDevice, sharedDevice } from '../support/device.ts';
import { compiledLane, hyperparamsOf, nesterovLane } from '../support/lane.ts';
import { watchBuffers } from './live-buffers.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await sharedDevice();
});

interface Setting {
  readonly filters?: readonly number[];
  readonly batchSize?: number;
  readonly lanes?: number;
  readonly tuning?: TuningStore;
  readonly adapterClass?: AdapterClass;
  readonly seed?: number;
  readonly on?: GPUDevice;
}

async function build(setting: Setting = {}) {
  const { filters = [8, 16], batchSize = 32, lanes = 1, tuning, seed = 1, on = device } = setting;
  const { adapterClass = 'software' } = setting;
  const layers = cnn.layers({ filters, dense: [], activation: 'relu', init: 'glorot' }, [28, 28, 1], 10);
  return CompiledExecutor.build({
    device: on,
    adapterClass,
    layers,
    weights: initialWeights(layers, seed),
    lanes: Array.from({ length: lanes }, () => compiledLane(nesterovLane())),
    labelSmoothing: 0,
    dataset: cnnSamples(),
    batchSize,
    normalize: 'unit',
    seed,
    ...(tuning && { tuning }),
  });
}

const plan = (step: number, lrs: readonly number[]) => ({
  indices: cnnBatch(step),
  hyperparams: lrs.map((lr) => hyperparamsOf(nesterovLane(lr))),
});

describe('what a step costs', () => {
  it('takes at most 16 dispatches for a network of two convolutions', async () => {
    const executor = await build({ filters: [16, 32], batchSize: 64 });
    expect(executor.dispatchesPerStep).toBeLessThanOrEqual(16);
    executor.dispose();
  });

  it('writes once to the queue for each submission, and makes no buffer, bind group or pipeline, whatever the sliders do', async () => {
    const executor = await build();
    await executor.run([plan(0, [0.05])]);
    const before = { ...executor.counts };
    for (let step = 1; step < 10; step++) await executor.run([plan(step, [0.05 / step])]);
    expect(executor.counts).toEqual({
      ...before,
      queueWrites: before.queueWrites + 9,
      submits: before.submits + 9,
    });
    executor.dispose();
  });

  it('makes nothing for an evaluation after the first', async () => {
    const executor = await build();
    const first = await executor.evaluate(0, 'validation');
    const { buffers, bindGroups, pipelines } = executor.counts;
    expect(await executor.evaluate(0, 'validation')).toEqual(first);
    expect(executor.counts).toMatchObject({ buffers, bindGroups, pipelines });
    executor.dispose();
  });

  it('frees all it allocated: fifty rebuilds leave nothing behind', async () => {
    const { live, stop } = watchBuffers(device);
    for (let i = 0; i < 50; i++) {
      const executor = await build({ filters: [1 + (i % 3)], batchSize: 4 });
      expect(live.size).toBeGreaterThan(10);
      executor.dispose();
    }
    stop();
    expect(live.size).toBe(0);
  });
});

describe('kernels once compiled', () => {
  let idle: GPUDevice;
  let compiled = 0;
  beforeAll(async () => {
    idle = await openIdleDevice();
    const { createComputePipelineAsync } = idle;
    idle.createComputePipelineAsync = (descriptor) => {
      compiled++;
      return createComputePipelineAsync.call(idle, descriptor);
    };
  });
  afterAll(() => idle.destroy());

  /** How many kernels a build compiles. */
  const compiledBy = async (setting: Setting): Promise<number> => {
    const before = compiled;
    const executor = await build({ ...setting, on: idle });
    executor.dispose();
    expect(executor.counts.pipelines).toBe(compiled - before);
    return compiled - before;
  };
  const other: Setting = { filters: [5], batchSize: 3 };

  it('are there for the next round: the same shapes at another seed compile nothing', async () => {
    expect(await compiledBy({ lanes: 2 })).toBeGreaterThan(16);
    expect(await compiledBy({ lanes: 2 })).toBe(0);
    expect(await compiledBy({ lanes: 2, seed: 9 })).toBe(0);
  });

  it('stay for ten builds that have no use for them, and then go', async () => {
    const first: Setting = { filters: [7], batchSize: 2 };
    const count = await compiledBy(first);
    expect(count).toBeGreaterThan(8);
    for (let i = 0; i < 9; i++) await compiledBy(other);
    expect(await compiledBy(first)).toBe(0);
    for (let i = 0; i < 10; i++) await compiledBy(other);
    expect(await compiledBy(first)).toBeGreaterThan(0);
  });

  it('do not pile up while one network after another is tried', async () => {
    const counts: number[] = [];
    for (let width = 1; width <= 24; width++) {
      counts.push(await compiledBy({ filters: [width + 10], batchSize: 2 }));
    }
    const [first = 0, ...later] = counts;
    expect(Math.min(first, ...later)).toBeGreaterThan(4);
    const shared = 16; // whatever the widths: what a build of one layer needs at most
    expect(pipelinesOf(idle).size).toBeLessThanOrEqual(11 * Math.max(...later) + shared);
  });
});

describe('lanes', () => {
  it('train beside each other as each would alone, to the last bit', async () => {
    const lrs = [0.02, 0.05, 0.1];
    const together = await build({ lanes: 3 });
    const losses: number[][] = [[], [], []];
    for (let step = 0; step < 6; step += 2) {
      const columns = await together.run([plan(step, lrs), plan(step + 1, lrs)]);
      for (const [lane, { loss }] of columns.entries()) losses[lane]?.push(...loss);
    }
    together.dispose();
    for (const [lane, lr] of lrs.entries()) {
      const alone = await build();
      const times: number[] = [];
      for (let step = 0; step < 6; step++)
        times.push(...((await alone.run([plan(step, [lr])]))[0]?.loss ?? []));
      alone.dispose();
      expect(losses[lane]).toEqual(times);
    }
  });
});

describe('tuning', () => {
  it('changes no loss, is remembered, and is not measured twice', async () => {
    const memory = new Map<string, number>();
    let written = 0;
    const tuning: TuningStore = {
      budgetMs: Number.POSITIVE_INFINITY,
      read: async (keys) =>
        new Map(keys.flatMap((key) => (memory.has(key) ? [[key, memory.get(key) ?? 0] as const] : []))),
      write: async (picks) => {
        written = picks.size;
        for (const [key, pick] of picks) memory.set(key, pick);
      },
    };
    const setting: Setting = { filters: [4], adapterClass: 'gpu' }; // what the page tunes
    const plain = await build(setting);
    const expected = await plain.run([plan(0, [0.05]), plan(1, [0.05]), plan(2, [0.05])]);
    plain.dispose();
    for (const _ of ['measured', 'remembered']) {
      const tuned = await build({ ...setting, tuning });
      expect(await tuned.run([plan(0, [0.05]), plan(1, [0.05]), plan(2, [0.05])])).toEqual(expected);
      tuned.dispose();
    }
    expect(memory.size).toBeGreaterThan(3);
    expect(written).toBe(0);
  });
});
