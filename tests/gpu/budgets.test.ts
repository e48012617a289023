import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CompiledExecutor } from '../../src/engine/compiled/compiled.ts';
import type { TuningStore } from '../../src/engine/compiled/tuning-store.ts';
import { cnn } from '../../src/nn/cnn.ts';
import { initialWeights } from '../../src/nn/model.ts';
import { compiledLane, nesterovLane, numbersOf } from '../golden/lane.ts';
import { cnnBatch, cnnSamples } from '../golden/references.ts';
import { openDevice } from './device.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await openDevice();
});
afterAll(() => device.destroy());

interface Setting {
  readonly filters?: readonly number[];
  readonly batchSize?: number;
  readonly lanes?: number;
  readonly tuning?: TuningStore;
}

async function build({ filters = [8, 16], batchSize = 32, lanes = 1, tuning }: Setting = {}) {
  const layers = cnn.layers({ filters, dense: [], activation: 'relu', init: 'glorot' }, [28, 28, 1], 10);
  return CompiledExecutor.build({
    device,
    adapterClass: 'software',
    layers,
    weights: initialWeights(layers, 1),
    lanes: Array.from({ length: lanes }, () => compiledLane(nesterovLane())),
    labelSmoothing: 0,
    dataset: cnnSamples(),
    batchSize,
    normalize: 'unit',
    seed: 1,
    ...(tuning && { tuning }),
  });
}

const plan = (step: number, lrs: readonly number[]) => ({
  indices: cnnBatch(step),
  hyper: lrs.map((lr) => numbersOf(nesterovLane(lr))),
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
    const live = new Set<GPUBuffer>();
    const { createBuffer } = device;
    device.createBuffer = (descriptor) => {
      const buffer = createBuffer.call(device, descriptor);
      live.add(buffer);
      const { destroy } = buffer;
      buffer.destroy = () => {
        live.delete(buffer);
        destroy.call(buffer);
      };
      return buffer;
    };
    for (let i = 0; i < 50; i++) {
      const executor = await build({ filters: [1 + (i % 3)], batchSize: 4 });
      expect(live.size).toBeGreaterThan(10);
      executor.dispose();
    }
    device.createBuffer = createBuffer;
    expect(live.size).toBe(0);
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
      const own: number[] = [];
      for (let step = 0; step < 6; step++)
        own.push(...((await alone.run([plan(step, [lr])]))[0]?.loss ?? []));
      alone.dispose();
      expect(losses[lane]).toEqual(own);
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
    const plain = await build();
    const expected = await plain.run([plan(0, [0.05]), plan(1, [0.05]), plan(2, [0.05])]);
    plain.dispose();
    for (const _ of ['measured', 'remembered']) {
      const tuned = await build({ tuning });
      expect(await tuned.run([plan(0, [0.05]), plan(1, [0.05]), plan(2, [0.05])])).toEqual(expected);
      tuned.dispose();
    }
    expect(memory.size).toBeGreaterThan(3);
    expect(written).toBe(0);
  });
});
