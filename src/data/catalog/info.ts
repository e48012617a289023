/** What is known of a dataset before anything of it is read. */
export interface DatasetInfo {
  /** A proper name, the same in every language. */
  readonly name: string;
  /** Height, width, channels of an image. */
  readonly shape: readonly [number, number, number];
  /** Ids: `tShirt`, named by messages where there is one, else by themselves. */
  readonly classes: readonly string[];
  readonly classCount: number;
  /** Samples of each class. */
  readonly perClass: { readonly train: readonly number[]; readonly test: readonly number[] };
  readonly trainCount: number;
  readonly testCount: number;
}

/** A dataset that comes with the page: its description and licence are messages, by its id. */
export interface BuiltInDataset extends DatasetInfo {
  readonly id: string;
  /** Below `data/` of the site: where the manifest and the shards are. */
  readonly folder: string;
}

/** Images of a person's own, which a spec describes since they are on no site; what was counted follows from it. */
export type LocalInfo = Pick<DatasetInfo, 'name' | 'shape' | 'classes' | 'perClass'> & {
  /** Of each channel over the training images, in units of u8/255. */
  readonly mean: readonly number[];
  readonly std: readonly number[];
};

/** Which dataset: of a catalogue by its id, or a person's own images by their sha256. */
export type DatasetRef =
  | { readonly id: string; readonly sha256?: undefined; readonly info?: undefined }
  | { readonly id?: undefined; readonly sha256: string; readonly info: LocalInfo };

/** A name for a dataset that no other has. */
export const datasetKey = (ref: DatasetRef): string => ref.id ?? `sha256-${ref.sha256}`;
