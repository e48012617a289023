import { describe, expect, it } from 'vitest';
import { bytesOf } from '../../../src/engine/compiled/gpu.ts';
import { checkLimits, fits, outOfMemory } from '../../../src/engine/compiled/limits.ts';
import { lowerToFit } from '../../../src/engine/compiled/lower-model.ts';
import { cnn } from '../../../src/nn/cnn.ts';
import { compiledLane, nesterovLane } from '../../golden/lane.ts';
import { smallSamples } from '../../gpu/small-data.ts';

const MiB = 2 ** 20;
const limits = { maxBufferSize: 256 * MiB, maxStorageBufferBindingSize: 128 * MiB } as GPUSupportedLimits;
const check = (sizes: Record<string, number>) => () => checkLimits(new Map(Object.entries(sizes)), limits);

describe('checkLimits', () => {
  it('lets what fits through, also to the last byte', () => {
    expect(check({ 'data/images': 128 * MiB, conv0: 1 })).not.toThrow();
  });

  it.each([
    [
      { conv0: 200 * MiB },
      'the values of conv0 need 200 MiB in one buffer, this adapter grants 128 MiB; lower data.batchSize',
    ],
    [{ conv0: 129 * MiB, 'lane0/theta': 300 * MiB }, 'the weights of the model need 300 MiB'],
    [{ 'data/images': 128 * MiB + 1 }, 'the pictures of the dataset need 129 MiB'],
    [{ 'scratch/partials': 140 * MiB }, 'the values of partials need 140 MiB'],
  ])('refuses %j with the figure and what to lower', (sizes, message) => {
    expect(check(sizes as unknown as Record<string, number>)).toThrow(message);
  });

  it('says how much a run needs where the device ran out', () => {
    expect(outOfMemory(3.2 * MiB).message).toContain('the run needs 4 MiB');
  });
});

describe('a run on a small adapter', () => {
  /** 32 filters on 128 × 128 pixels: 2 MiB a picture for what the convolution makes, so 64 pictures in 128 MiB. */
  const picture = [128, 128, 3] as const;
  const dataset = smallSamples(picture, 2);
  const layers = cnn.layers({ filters: [32], norm: 'group' }, picture, 2);
  const lower = (batchSize: number, granted: GPUSupportedLimits = limits) =>
    lowerToFit({
      device: { limits: granted } as GPUDevice,
      adapterClass: 'software',
      layers,
      weights: [],
      lanes: [compiledLane(nesterovLane())],
      labelSmoothing: 0,
      dataset,
      batchSize,
      normalize: 'unit',
      seed: 1,
    });

  it('is evaluated in smaller batches where its own has room, and those of 200 have not', () => {
    const { evaluation, words } = lower(16);
    expect(evaluation).toMatchObject({ batch: 50, batches: 1, validRows: 1 });
    expect(fits(bytesOf(words), limits)).toBe(true);
    const large = {
      maxBufferSize: 1024 * MiB,
      maxStorageBufferBindingSize: 1024 * MiB,
    } as GPUSupportedLimits;
    expect(lower(16, large).evaluation.batch).toBe(200);
  });

  it('is not evaluated in smaller batches than it trains in, so that to lower these is to mend it', () => {
    expect(lower(60).evaluation.batch).toBe(60);
    const { evaluation, words } = lower(100);
    expect(evaluation.batch).toBe(100);
    expect(() => checkLimits(bytesOf(words), limits)).toThrow('lower data.batchSize');
  });
});
