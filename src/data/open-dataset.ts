import { DownhillError } from '../core/errors.ts';
import { shapeText } from '../core/shape.ts';
import { folderOf } from './catalog/index.ts';
import type { DatasetRef } from './catalog/info.ts';
import type { DatasetOptions } from './dataset.ts';
import { asDataError, closedError, Dataset } from './dataset.ts';
import { fileError, htmlError, looksLikeHtml } from './file-error.ts';
import type { DatasetManifest } from './formats/manifest.ts';
import { imageSizeBytes, maxImageBytes, parseManifest } from './formats/manifest.ts';
import type { ReadBytes } from './sources/http-reader.ts';
import { viewManifest, wholeView } from './view.ts';

export interface OpenDatasetOptions
  extends Pick<DatasetOptions, 'readBytes' | 'validation' | 'onProgress' | 'view'> {
  readonly id: string;
  /** Of the folder that holds the datasets' folders, with or without a slash at the end. */
  readonly baseUrl: string;
  /** Aborting it closes the dataset, also while it is being opened. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads a dataset's manifest and starts to load its shards; resolves before any of them has arrived.
 * Throws DownhillError: `data` for a manifest that is missing or wrong, `spec` for more validation samples than the
 * training set has (path `data.validation`) or a view whose images take more than 2 GiB (`data.size`), `state` once
 * `signal` is aborted.
 */
export async function openDataset(options: OpenDatasetOptions): Promise<Dataset> {
  const { id, baseUrl, readBytes, validation, onProgress, view, signal } = options;
  const folderUrl = `${baseUrl.replace(/\/+$/, '')}/${folderOf(id) ?? id}`;
  const manifest = await readManifest(id, folderUrl, readBytes, signal ?? new AbortController().signal);
  const shown = viewManifest(manifest, view ?? wholeView);
  checkSize(shown);
  checkValidation(validation, shown);
  const dataset = new Dataset({ manifest, folderUrl, readBytes, validation, onProgress, view });
  signal?.addEventListener('abort', () => dataset.close(), { once: true });
  return dataset;
}

/**
 * Turns down a person's own images, which no site has: nothing keeps them on the machine yet.
 * @throws DownhillError code `data`, path `data.sha256`, naming them
 */
export function assertOnSite(ref: DatasetRef): asserts ref is Extract<DatasetRef, { readonly id: string }> {
  if (ref.id !== undefined) return;
  const params = { name: ref.info.name, sha256: ref.sha256.slice(0, 12) };
  throw new DownhillError({ code: 'data', path: 'data.sha256', fact: { id: 'imagesNotHere', params } });
}

async function readManifest(
  id: string,
  folderUrl: string,
  readBytes: ReadBytes,
  signal: AbortSignal,
): Promise<DatasetManifest> {
  const file = `${id}/manifest.json`;
  if (signal.aborted) throw closedError(id);
  // Past the cache: checksums of yesterday's manifest would refuse today's shards.
  const bytes = await readBytes(`${folderUrl}/manifest.json`, signal, () => undefined, true).catch(
    (cause: unknown) => {
      throw signal.aborted ? closedError(id) : asDataError(cause, file);
    },
  );
  if (signal.aborted) throw closedError(id);
  const manifest = parseManifest(parseJson(bytes, file), file);
  if (manifest.id !== id)
    throw fileError({ id: 'dataManifestOther', params: { file, expected: id, got: manifest.id } });
  return manifest;
}

function parseJson(bytes: Uint8Array, file: string): unknown {
  if (looksLikeHtml(bytes)) throw htmlError(file, bytes.length);
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw fileError({ id: 'dataFileNotJson', params: { file } }, cause);
  }
}

function checkSize(shown: DatasetManifest): void {
  const { shape, counts } = shown;
  const bytes = Math.max(counts.train, counts.test) * imageSizeBytes(shown);
  if (bytes <= maxImageBytes) return;
  const params = { max: { bytes: maxImageBytes }, got: { bytes }, shape: shapeText(shape) };
  throw new DownhillError({ code: 'spec', path: 'data.size', fact: { id: 'imagesTooLarge', params } });
}

function checkValidation(validation: number, { counts }: DatasetManifest): void {
  if (Number.isInteger(validation) && validation >= 0 && validation <= counts.train) return;
  const fact = { id: 'validationTooLarge', params: { max: counts.train, got: validation } } as const;
  throw new DownhillError({ code: 'spec', path: 'data.validation', fact });
}
