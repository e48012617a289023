import type { DatasetInfo } from './catalog/info.ts';
import type { Fit } from './fit.ts';
import { fitImage } from './fit.ts';
import type { DatasetManifest, ShardEntry } from './formats/manifest.ts';
import { imageSizeBytes } from './formats/manifest.ts';
import type { Shard } from './formats/shard.ts';

/** What of a dataset is trained on, and in what form. */
export interface DatasetView {
  /** Which classes, rising; null for all. A label is then the place among them. */
  readonly classes: readonly number[] | null;
  /** Height and width of the images; null for their own. */
  readonly size: number | null;
  readonly fit: Fit;
  /** Grey images as three equal channels. */
  readonly rgb: boolean;
}

export const wholeView: DatasetView = { classes: null, size: null, fit: 'pad', rgb: false };

type ImageShape = readonly [number, number, number];

function viewShape(
  [height, width, channels]: ImageShape,
  { size, rgb }: DatasetView,
): [number, number, number] {
  return [size ?? height, size ?? width, rgb ? 3 : channels];
}

/** A name for the view, the same for views that give the same images. */
export const viewKey = ({ classes, size, fit, rgb }: DatasetView): string =>
  `${classes?.join() ?? 'all'}/${size === null ? 'own' : `${size} ${fit}`}/${rgb ? 'rgb' : 'own'}`;

/** What is known of the set before anything of it is downloaded, as the view shows it. */
export function viewInfo(meta: DatasetInfo, view: DatasetView): DatasetInfo {
  const chosenClasses = view.classes ?? meta.classes.map((_, i) => i);
  const pick = <T>(values: readonly T[]) => chosenClasses.flatMap((label) => values[label] ?? []);
  const perClass = { train: pick(meta.perClass.train), test: pick(meta.perClass.test) };
  return {
    ...meta,
    shape: viewShape(meta.shape, view),
    classes: chosenClasses.flatMap((label) => meta.classes[label] ?? []),
    classCount: chosenClasses.length,
    perClass,
    trainCount: sumOf(perClass.train),
    testCount: sumOf(perClass.test),
  };
}

/** The manifest as the view shows it; mean and std stay those of the whole set in its own size. */
export function viewManifest(manifest: DatasetManifest, view: DatasetView): DatasetManifest {
  const { classes } = view;
  const shape = viewShape(manifest.shape, view);
  const perChannel = (values: readonly number[]) =>
    view.rgb && values.length === 1 ? Array<number>(3).fill(values[0] ?? 0) : [...values];
  const viewEntry = (entry: ShardEntry): ShardEntry => {
    if (classes === null) return entry;
    const perClass = classes.map((label) => entry.perClass[label] ?? 0);
    return { ...entry, perClass, count: sumOf(perClass) };
  };
  const shards = { train: manifest.shards.train.map(viewEntry), test: manifest.shards.test.map(viewEntry) };
  const count = (entries: readonly ShardEntry[]) => sumOf(entries.map((entry) => entry.count));
  return {
    ...manifest,
    shape,
    classes: classes === null ? manifest.classes : classes.map((label) => manifest.classes[label] ?? ''),
    counts: { train: count(shards.train), test: count(shards.test) },
    mean: perChannel(manifest.mean),
    std: perChannel(manifest.std),
    shards,
  };
}

/** A shard as the view shows it: images of other classes left out, the others in their order. */
export function viewShard(shard: Shard, manifest: DatasetManifest, view: DatasetView): Shard {
  const { classes, size, fit, rgb } = view;
  if (classes === null && size === null && !rgb) return shard;
  const [, , channels] = manifest.shape;
  const from = imageSizeBytes(manifest);
  const to = imageSizeBytes({ shape: viewShape(manifest.shape, view) });
  const label = new Map(
    (classes ?? manifest.classes.map((_, i) => i)).map((original, place) => [original, place]),
  );
  const samples = [...shard.labels.keys()].filter((sample) => label.has(shard.labels[sample] as number));
  const images = new Uint8Array(samples.length * to);
  samples.forEach((sample, i) => {
    const image = shard.images.subarray(sample * from, (sample + 1) * from);
    const fitted = size === null ? image : fitImage(image, manifest.shape, size, fit);
    images.set(rgb && channels === 1 ? tripled(fitted) : fitted, i * to);
  });
  return {
    images,
    labels: Uint8Array.from(samples, (sample) => label.get(shard.labels[sample] as number) ?? 0),
  };
}

function tripled(grey: Uint8Array): Uint8Array {
  const out = new Uint8Array(3 * grey.length);
  for (let i = 0; i < out.length; i++) out[i] = grey[Math.floor(i / 3)] as number;
  return out;
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
