import { describe, expect, it } from 'vitest';
import { pickThumbnails } from '../../../src/data/thumbnails.ts';
import { rawShard, tinyDataset } from '../../support/tiny-dataset.ts';

describe('pickThumbnails', () => {
  const { images: trainImages, labels: trainLabels } = rawShard(0, 60);
  const source = { manifest: tinyDataset().manifest, trainImages, trainLabels };

  it('takes the first images of each class, in order', () => {
    const picked = pickThumbnails(source, 2);
    const firstPixels = picked.map(({ images }) => [images[0], images[6]]);
    expect(picked.map(({ classIndex }) => classIndex)).toEqual([0, 1, 2]);
    expect(firstPixels).toEqual([
      [0, 3],
      [1, 4],
      [2, 5],
    ]);
    expect(picked[1]?.images).toEqual(Uint8Array.from([1, 1, 1, 1, 1, 1, 4, 4, 4, 4, 4, 4]));
  });

  it('never looks beyond the first shard', () => {
    const counts = pickThumbnails(source, 50).map(({ images }) => images.length / 6);
    expect(counts).toEqual([4, 3, 3]);
  });
});
