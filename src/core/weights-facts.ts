import type { None } from './spec-facts.ts';

/** A number of bytes, which a text has in the largest unit below it. */
export interface Bytes {
  readonly bytes: number;
}

/**
 * What is wrong with files of weights. Names of files and tensors are as they stand there, at most so long as `weightsError`
 * lets through; shapes are `2 × 3`.
 */
export interface WeightsFacts {
  /** More than is read, of all files together. */
  weightsTooLarge: { readonly max: Bytes; readonly got: Bytes };
  weightsTwoModels: { readonly files: readonly string[] };
  weightsNoFile: None;
  /** Files that are none of weights. */
  weightsOtherFiles: { readonly got: readonly string[] };
  /** One .bin file was to go with a JSON. */
  weightsOneBin: { readonly json: string; readonly got: number };
  weightsBinMissing: { readonly file: string; readonly json: string };
  tfjsUnread: { readonly fault: 'tooLong' | 'tooDeep' | 'notJson' };
  tfjsNoList: { readonly json: string };
  /** Where in the JSON a list is missing, or an entry is none: `weightsManifest.0.weights`. */
  tfjsListInvalid: { readonly at: string };
  tfjsTooMany: { readonly max: number };
  tfjsCutShort: { readonly name: string; readonly end: number; readonly got: number };
  tfjsTooLong: { readonly expected: number; readonly got: number };
  partsDouble: { readonly name: string };
  partsOfSeveral: { readonly got: readonly string[] };
  partsTooMany: { readonly max: number; readonly got: number };
  partMissing: { readonly part: number; readonly parts: number };
  partTwice: { readonly part: number; readonly parts: number };
  partNotInIndex: { readonly file: string };
  partFileMissing: { readonly file: string };
  partTensorMissing: { readonly name: string };
  partsIndexInvalid: None;
  /** The index does not say which file a tensor is in. */
  partsIndexFile: { readonly name: string };
  /** Cut short, or no safetensors file at all. */
  safetensorsNone: None;
  safetensorsHeaderLarge: { readonly max: Bytes; readonly got: Bytes };
  safetensorsHeader: { readonly fault: 'tooLong' | 'tooDeep' | 'notJson' | 'noList' };
  safetensorsNameTwice: { readonly name: string };
  safetensorsEntry: { readonly name: string };
  /** Without a shape and a place. */
  safetensorsPlace: { readonly name: string };
  safetensorsNoType: { readonly name: string };
  safetensorsType: { readonly name: string; readonly got: string };
  safetensorsCutShort: { readonly name: string; readonly end: number; readonly got: number };
  safetensorsSize: { readonly name: string; readonly expected: number; readonly got: number };
  safetensorsOverlap: {
    readonly name: string;
    readonly begin: number;
    readonly before: string;
    readonly end: number;
  };
  safetensorsHole: { readonly name: string; readonly begin: number; readonly end: number };
  safetensorsBackwards: { readonly name: string; readonly begin: number; readonly end: number };
  safetensorsRest: { readonly rest: number; readonly end: number };
  safetensorsMetadata: { readonly key: string };
  /** Without the head nothing of the network would come from the file. */
  weightsGiveNothing: None;
  /** Neither all names are there, nor as many tensors. */
  weightsTensorMissing: { readonly name: string; readonly expected: number; readonly got: number };
  /** The same, with a tensor that was not counted, and how many more. */
  weightsTensorExcluded: {
    readonly name: string;
    readonly expected: number;
    readonly got: number;
    readonly excluded: string;
    readonly dtype: string;
    readonly more: number;
  };
  weightsStoredAs: { readonly name: string; readonly dtype: string };
  weightsShape: {
    readonly name: string;
    readonly expected: string;
    readonly other: string;
    readonly got: string;
  };
  weightsShort: { readonly name: string; readonly expected: string };
  weightsNotFinite: { readonly name: string; readonly got: string };
}
