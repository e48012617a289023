import type { DatasetManifest, ShardEntry } from './formats/manifest.ts';

export type Split = 'train' | 'test';

/** A shard and its place in the set. */
export interface ShardPlace {
  readonly split: Split;
  /** Among the shards of its split. */
  readonly index: number;
  /** Samples of the split that come before it. */
  readonly offset: number;
  readonly entry: ShardEntry;
}

/** The shards of one split, in the order of the manifest. */
function placesOf(manifest: DatasetManifest, split: Split): ShardPlace[] {
  let offset = 0;
  return manifest.shards[split].map((entry, index) => {
    const place = { split, index, offset, entry };
    offset += entry.count;
    return place;
  });
}

/** Whether a training shard holds any of the last `validation` training samples. */
export function holdsValidation(manifest: DatasetManifest, place: ShardPlace, validation: number): boolean {
  return place.offset + place.entry.count > manifest.counts.train - validation;
}

/**
 * The order in which shards are loaded: the first of the training set, so that training can start; the ones with
 * validation samples, so that the first evaluation finds them; the rest of the training set; the test set.
 */
export function loadOrder(manifest: DatasetManifest, validation: number): ShardPlace[] {
  const rank = (place: ShardPlace) => {
    if (place.split === 'test') return 3;
    if (place.index === 0) return 0;
    return holdsValidation(manifest, place, validation) ? 1 : 2;
  };
  const places = [...placesOf(manifest, 'train'), ...placesOf(manifest, 'test')];
  return places.sort((a, b) => rank(a) - rank(b) || a.index - b.index);
}
