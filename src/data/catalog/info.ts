/** What is known of a dataset before anything of it is downloaded. `src/data/index.ts` lists them. */
export interface DatasetMeta {
  readonly id: string;
  /** A proper name, the same in every language. */
  readonly name: string;
  /** Below `data/` of the site: where the manifest and the shards are. */
  readonly folder: string;
  /** Height, width, channels of an image. */
  readonly shape: readonly [number, number, number];
  /** Ids: `tShirt`. Their names are messages. */
  readonly classes: readonly string[];
  readonly classCount: number;
  /** Samples of each class. */
  readonly perClass: { readonly train: readonly number[]; readonly test: readonly number[] };
  readonly trainCount: number;
  readonly testCount: number;
}
