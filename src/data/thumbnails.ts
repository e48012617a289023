import type { DatasetManifest } from './formats/manifest.ts';
import { imageSizeBytes } from './formats/manifest.ts';

/** What thumbnails are picked from; a `Dataset` is one. */
interface ThumbnailSource {
  readonly manifest: DatasetManifest;
  readonly trainImages: Uint8Array;
  readonly trainLabels: Uint8Array;
}

/** Images of one class, one after the other, each row-major HWC u8. */
export interface ClassThumbnails {
  readonly classIndex: number;
  readonly images: Uint8Array;
}

/**
 * The first `perClass` images of each class in the first training shard, in the order of the classes; fewer where the
 * shard holds fewer. The first shard must have arrived (`whenTrainShard(0)`).
 */
export function pickThumbnails(source: ThumbnailSource, perClass: number): ClassThumbnails[] {
  const { manifest, trainImages, trainLabels } = source;
  const size = imageSizeBytes(manifest);
  const labels = trainLabels.subarray(0, manifest.shards.train[0]?.count ?? 0);
  return manifest.classes.map((_, classIndex) => {
    const picked = firstOf(labels, classIndex, perClass);
    const images = new Uint8Array(picked.length * size);
    picked.forEach((sample, i) => {
      images.set(trainImages.subarray(sample * size, (sample + 1) * size), i * size);
    });
    return { classIndex, images };
  });
}

function firstOf(labels: Uint8Array, classIndex: number, limit: number): number[] {
  const samples: number[] = [];
  for (
    let i = labels.indexOf(classIndex);
    i !== -1 && samples.length < limit;
    i = labels.indexOf(classIndex, i + 1)
  ) {
    samples.push(i);
  }
  return samples;
}
