import { boundedList, boundedText } from '../../core/bounded.ts';
import { z } from '../../core/zod.ts';
import { fileError } from '../file-error.ts';

const positiveInt = z.int().min(1);
const text = boundedText(2000, { min: 1 });
const maxClasses = 256;
const maxShards = 4096;
const maxChannels = 4;
/** Of the images of a split, unpacked. */
export const maxImageBytes = 2 ** 31;

const shardEntrySchema = z.object({
  file: z.string().regex(/^[a-z0-9][a-z0-9-]*\.shard$/),
  /** Samples in the shard. */
  count: positiveInt,
  /** Of each class, in their order. */
  perClass: boundedList(z.int().min(0), maxClasses),
  /** Size of the file as stored, gzip included. */
  bytes: positiveInt,
  /** Over the stored bytes, in lower-case hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const manifestSchema = z
  .object({
    version: z.literal(1),
    id: text,
    name: text,
    source: text,
    licence: z.object({ spdx: text, holder: text, note: boundedText(2000) }),
    /** Of the shuffle that split the set, where it was split by us. */
    seed: z.int().optional(),
    /** Height, width, channels. */
    shape: z.tuple([positiveInt.max(4096), positiveInt.max(4096), positiveInt.max(maxChannels)]),
    classes: boundedList(text, maxClasses, { min: 2 }),
    counts: z.object({ train: positiveInt, test: positiveInt }),
    /** Per channel, over the training set, in units of u8/255. */
    mean: boundedList(z.number().min(0).max(1), maxChannels),
    std: boundedList(z.number().gt(0).max(1), maxChannels),
    shards: z.object({
      train: boundedList(shardEntrySchema, maxShards, { min: 1 }),
      test: boundedList(shardEntrySchema, maxShards, { min: 1 }),
    }),
  })
  .superRefine((manifest, context) => {
    const addIssue = (...path: (string | number)[]) => context.addIssue({ code: 'custom', path });
    const [height, width, channels] = manifest.shape;
    for (const split of ['train', 'test'] as const) {
      const inShards = manifest.shards[split].reduce((sum, { count }) => sum + count, 0);
      const stated = manifest.counts[split];
      manifest.shards[split].forEach(({ count, perClass }, i) => {
        const total = perClass.reduce((sum, n) => sum + n, 0);
        if (perClass.length !== manifest.classes.length || total !== count)
          addIssue('shards', split, i, 'perClass');
      });
      if (inShards !== stated) addIssue('counts', split);
      if (stated * height * width * channels > maxImageBytes) addIssue('counts', split);
    }
    for (const key of ['mean', 'std'] as const) {
      if (manifest[key].length !== channels) addIssue(key);
    }
  });

/** What `manifest.json` of a dataset says. */
export type DatasetManifest = Readonly<z.infer<typeof manifestSchema>>;

/** One shard as its manifest lists it. */
export type ShardEntry = DatasetManifest['shards']['train'][number];

/**
 * The manifest in a parsed JSON value; keys it doesn't know are left out.
 * `file` names it in the error, as `fashion-mnist/manifest.json`.
 * Throws DownhillError (`data`, path `file`) that names the first key that is wrong.
 */
export function parseManifest(value: unknown, file: string): DatasetManifest {
  const result = manifestSchema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const key = issue ? formatPath(issue.path) : '';
  throw fileError(
    key === ''
      ? { id: 'dataManifestInvalid', params: { file } }
      : { id: 'dataManifestKey', params: { file, key } },
    result.error,
  );
}

/** Bytes of one image: height × width × channels. */
export function imageSizeBytes({ shape }: { readonly shape: readonly [number, number, number] }): number {
  const [height, width, channels] = shape;
  return height * width * channels;
}

function formatPath(path: readonly PropertyKey[]): string {
  return path
    .map((key, i) => (typeof key === 'number' ? `[${key}]` : `${i > 0 ? '.' : ''}${String(key)}`))
    .join('');
}
