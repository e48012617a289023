/** What is known of a dataset before anything of it is downloaded. `src/data/index.ts` lists them. */
export interface DatasetMeta {
  readonly id: string;
  readonly name: string;
  /** One sentence for the page. */
  readonly description: string;
  /** On what terms, in a few words; docs/data-licences.md has them whole. */
  readonly licence: string;
  /** Below `data/` of the site: where the manifest and the shards are. */
  readonly folder: string;
  /** Height, width, channels of an image. */
  readonly shape: readonly [number, number, number];
  readonly classes: readonly string[];
  readonly classCount: number;
  /** Samples of each class. */
  readonly perClass: { readonly train: readonly number[]; readonly test: readonly number[] };
  readonly trainCount: number;
  readonly testCount: number;
}
