import { describe, expect, it } from 'vitest';
import { BatchOrder } from '../../../src/data/batches.ts';
import { datasetOf } from '../../../src/data/catalog/index.ts';
import { fitImage } from '../../../src/data/fit.ts';
import { openDataset } from '../../../src/data/open-dataset.ts';
import type { DatasetView } from '../../../src/data/view.ts';
import { viewManifest, wholeView } from '../../../src/data/view.ts';
import { memoryReader, tinyDataset } from '../../support/tiny-dataset.ts';

async function load(view: Partial<DatasetView>) {
  const { files } = tinyDataset();
  const dataset = await openDataset({
    id: 'tiny',
    baseUrl: 'https://example.org/data/',
    readBytes: memoryReader(files).readBytes,
    validation: 9,
    view: { ...wholeView, ...view },
  });
  await Promise.all([...[0, 1, 2, 3, 4, 5].map((i) => dataset.whenTrainShard(i)), dataset.whenTest()]);
  return dataset;
}

describe('some of the classes', () => {
  it('are all there is: images in their order, labels counted anew, in every split', async () => {
    const { manifest, ...dataset } = await load({ classes: [0, 2] });
    expect(manifest.classes).toEqual(['round', 'other']);
    expect(manifest.counts).toEqual({ train: 40, test: 6 });
    // sample i of the tiny set has the label i % 3 and pixels of value i
    const samples = Array.from({ length: 60 }, (_, i) => i).filter((i) => i % 3 !== 1);
    const firstPixels = Array.from({ length: 40 }, (_, i) => dataset.trainImages[6 * i]);
    expect(firstPixels).toEqual(samples);
    expect([...dataset.trainLabels]).toEqual(samples.map((i) => (i % 3 === 0 ? 0 : 1)));
    expect([...dataset.testLabels]).toEqual([1, 0, 1, 0, 1, 0]);
    expect(manifest.shards.train.map(({ count }) => count)).toEqual([7, 6, 7, 7, 6, 7]);
  });

  it('make batches of none but theirs, shard by shard', async () => {
    const { manifest, validation, trainLabels } = await load({ classes: [1, 2] });
    const shardCounts = manifest.shards.train.map(({ count }) => count);
    const order = new BatchOrder({ seed: 1, shardCounts, validation, trainCount: null, batchSize: 5 });
    expect(order.sampleCount).toBe(40 - 9);
    const drawn = Array.from({ length: order.stepsPerEpoch }, (_, step) => [...order.indices(step)]).flat();
    expect(new Set(drawn).size).toBe(drawn.length);
    expect(Math.max(...drawn)).toBeLessThan(31);
    expect(new Set(drawn.map((sample) => trainLabels[sample]))).toEqual(new Set([0, 1]));
  });

  it('are known by number before anything is downloaded', () => {
    const view = { ...wholeView, classes: [1, 9] };
    expect(datasetOf({ id: 'mnist-10k', ...view })).toMatchObject({
      classes: ['1', '9'],
      classCount: 2,
      trainCount: 903 + 781,
      testCount: 224 + 197,
    });
    expect(datasetOf({ id: 'no-such-set', ...view })).toBeUndefined();
  });
});

describe('another form', () => {
  it('is refused with the figure where its images would take more memory than there may be', async () => {
    await expect(load({ size: 4096, rgb: true })).rejects.toMatchObject({
      code: 'spec',
      path: 'data.size',
      fact: {
        id: 'imagesTooLarge',
        params: {
          max: { bytes: 2 ** 31 },
          got: { bytes: 60 * 4096 * 4096 * 3 },
          shape: '4096 × 4096 × 3',
        },
      },
    });
  });

  it('triples grey, with mean and deviation of the grey for each channel', async () => {
    const { manifest, trainImages } = await load({ rgb: true });
    expect(manifest.shape).toEqual([2, 3, 3]);
    expect(manifest.mean).toEqual([0.1, 0.1, 0.1]);
    expect(manifest.std).toEqual([0.2, 0.2, 0.2]);
    expect([...trainImages.subarray(18, 36)]).toEqual(Array(18).fill(1));
  });

  it('leaves a manifest alone that is asked for whole', () => {
    const { manifest } = tinyDataset();
    expect(viewManifest(manifest, wholeView)).toEqual(manifest);
  });

  it('gives every image the size that was asked for', async () => {
    const { manifest, trainImages } = await load({ size: 8, fit: 'pad' });
    expect(manifest.shape).toEqual([8, 8, 1]);
    expect(trainImages.length).toBe(60 * 64);
    const fifth = [...trainImages.subarray(5 * 64, 6 * 64)];
    expect(fifth.filter((value) => value === 5)).toHaveLength(6);
    expect(fifth.filter((value) => value === 0)).toHaveLength(58);
  });
});

describe('fitImage', () => {
  const ramp = Uint8Array.from([10, 20, 30, 40]); // 2 × 2, grey

  it('pads around the middle, an odd pixel below and to the right', () => {
    expect([...fitImage(ramp, [2, 2, 1], 3, 'pad')]).toEqual([10, 20, 0, 30, 40, 0, 0, 0, 0]);
    expect([...fitImage(ramp, [2, 2, 1], 4, 'pad')]).toEqual([
      0, 0, 0, 0, 0, 10, 20, 0, 0, 30, 40, 0, 0, 0, 0, 0,
    ]);
  });

  it('cuts what is larger, in the middle', () => {
    const image = Uint8Array.from({ length: 16 }, (_, i) => i);
    expect([...fitImage(image, [4, 4, 1], 2, 'pad')]).toEqual([5, 6, 9, 10]);
  });

  it('resizes by a triangle over pixel centres: halves are means, doubles are mixed 3 to 1', () => {
    // twice as small: weights 1/8, 3/8, 3/8, 1/8 over four pixels, cut at the border and made to add up to 1
    const row = Uint8Array.from([0, 70, 140, 210, 0, 70, 140, 210, 0, 70, 140, 210, 0, 70, 140, 210]);
    const left = (0 * 3 + 70 * 3 + 140 * 1) / 7;
    const right = (70 * 1 + 140 * 3 + 210 * 3) / 7;
    expect([...fitImage(row, [4, 4, 1], 2, 'resize')]).toEqual([left, right, left, right].map(Math.round));
    const doubled = fitImage(Uint8Array.from([0, 80, 0, 80]), [2, 2, 1], 4, 'resize');
    expect([...doubled.subarray(0, 4)]).toEqual([0, 20, 60, 80]);
  });

  it('keeps channels apart, and a flat image flat', () => {
    const colours = Uint8Array.from({ length: 5 * 7 * 3 }, (_, i) => [9, 99, 199][i % 3] ?? 0);
    const resized = fitImage(colours, [5, 7, 3], 32, 'resize');
    expect(resized.length).toBe(32 * 32 * 3);
    expect([...resized].every((value, i) => value === [9, 99, 199][i % 3])).toBe(true);
  });
});
