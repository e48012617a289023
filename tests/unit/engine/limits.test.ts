import { describe, expect, it } from 'vitest';
import { checkLimits, outOfMemory } from '../../../src/engine/compiled/limits.ts';

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
