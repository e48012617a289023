import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BatchOrderOptions } from '../../../src/data/batches.ts';
import { BatchOrder } from '../../../src/data/batches.ts';

const fashion: BatchOrderOptions = {
  seed: 1,
  shardCounts: Array<number>(12).fill(5000),
  validation: 5000,
  trainCount: null,
  batchSize: 128,
};

function epochOf(order: BatchOrder, epoch: number): number[] {
  const first = epoch * order.stepsPerEpoch;
  return Array.from({ length: order.stepsPerEpoch }, (_, i) => [...order.indices(first + i)]).flat();
}

describe('BatchOrder', () => {
  it('is a function of its options', () => {
    const a = new BatchOrder(fashion);
    const b = new BatchOrder({ ...fashion });
    const steps = [900, 0, 428, 429, 3000, 1];
    expect(steps.map((step) => a.indices(step))).toEqual(
      steps
        .toReversed()
        .map((step) => b.indices(step))
        .toReversed(),
    );
    expect(new BatchOrder({ ...fashion, seed: 2 }).indices(0)).not.toEqual(a.indices(0));
    expect(a.indices(429)).not.toEqual(a.indices(0));
  });

  it('keeps to the order that recorded runs were made with', () => {
    const order = new BatchOrder(fashion);
    expect([...order.indices(0).subarray(0, 4)]).toEqual([2530, 2074, 4300, 4594]);
    expect([...order.indices(429).subarray(0, 4)]).toEqual([17299, 31333, 13728, 49549]);
  });

  it('hands out copies', () => {
    const order = new BatchOrder(fashion);
    const epochIndices = order.indices(3).slice();
    order.indices(3).fill(0);
    expect(order.indices(3)).toEqual(epochIndices);
  });

  it('drops the rest of an epoch', () => {
    const order = new BatchOrder(fashion);
    expect(order.sampleCount).toBe(55_000);
    expect(order.stepsPerEpoch).toBe(429);
    expect([0, 428, 429, 857, 858].map((step) => order.epochOf(step))).toEqual([0, 0, 1, 1, 2]);
    expect(new Set(epochOf(order, 0)).size).toBe(429 * 128);
  });

  it('goes shard by shard in the first epoch, shuffled within', () => {
    const order = new BatchOrder(fashion);
    const shards = epochOf(order, 0).map((index) => Math.floor(index / 5000));
    expect(shards).toEqual(shards.toSorted((a, b) => a - b));
    const first = epochOf(order, 0).slice(0, 5000);
    expect(first).not.toEqual(first.toSorted((a, b) => a - b));
    expect(first.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 5000 }, (_, i) => i));
    expect([0, 38, 39, 40].map((step) => order.lastShardNeeded(step))).toEqual([0, 0, 1, 1]);
    expect(order.lastShardNeeded(428)).toBe(10);
    expect(order.lastShardNeeded(429)).toBe(10);
  });

  it('trains on the first trainCount samples, never on validation', () => {
    const few = new BatchOrder({ ...fashion, trainCount: 300 });
    expect(few.stepsPerEpoch).toBe(2);
    for (const epoch of [0, 1]) expect(Math.max(...epochOf(few, epoch))).toBeLessThan(300);
    expect(new BatchOrder({ ...fashion, trainCount: 60_000 }).sampleCount).toBe(55_000);
  });

  it('refuses a batch that the training part does not fill, and says which figure to change', () => {
    expect(() => new BatchOrder({ ...fashion, validation: 59_900 })).toThrow(
      expect.objectContaining({
        fact: {
          id: 'batchOverTraining',
          params: { max: 100, got: 128, validation: 59_900, total: 60_000 },
        },
      }),
    );
    expect(() => new BatchOrder({ ...fashion, trainCount: 100 })).toThrow(
      expect.objectContaining({ fact: { id: 'batchOverTrainCount', params: { max: 100, got: 128 } } }),
    );
    expect(() => new BatchOrder({ ...fashion, validation: 60_000 })).toThrow(
      expect.objectContaining({ name: 'DownhillError', code: 'spec', path: 'data.batchSize' }),
    );
    expect(new BatchOrder({ ...fashion, trainCount: 128 }).stepsPerEpoch).toBe(1);
  });

  it('holds its promises for any table of shards', () => {
    const options = fc
      .record({
        seed: fc.nat(),
        shardCounts: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 }),
        validation: fc.nat(60),
        trainCount: fc.option(fc.integer({ min: 1, max: 250 })),
        batchSize: fc.integer({ min: 1, max: 20 }),
      })
      .map((record) => ({ ...record, total: record.shardCounts.reduce((a, b) => a + b, 0) }))
      .filter((o) => Math.min(o.trainCount ?? o.total, o.total - o.validation) >= o.batchSize);
    fc.assert(
      fc.property(options, fc.integer({ min: 0, max: 3 }), ({ total, ...o }, epoch) => {
        const order = new BatchOrder(o);
        const n = Math.min(o.trainCount ?? total, total - o.validation);
        const indices = epochOf(order, epoch);
        expect(indices.length).toBe(Math.floor(n / o.batchSize) * o.batchSize);
        expect(new Set(indices).size).toBe(indices.length);
        expect(indices.every((index) => index >= 0 && index < n)).toBe(true);

        const starts = o.shardCounts.map((_, i) => o.shardCounts.slice(0, i).reduce((a, b) => a + b, 0));
        const shardOf = (index: number) => starts.findLastIndex((start) => start <= index);
        const shards = indices.map(shardOf);
        if (epoch === 0) expect(shards).toEqual(shards.toSorted((a, b) => a - b));
        for (let step = 0; step < order.stepsPerEpoch; step++) {
          const batch = shards.slice(step * o.batchSize, (step + 1) * o.batchSize);
          expect(order.lastShardNeeded(epoch * order.stepsPerEpoch + step)).toBe(Math.max(...batch));
        }
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});
