import { DownhillError } from '../core/errors.ts';
import { formatCount } from './format-count.ts';

/**
 * A fault of one file of a dataset, worded `<file>: <fact>; <advice>`.
 * `file` is the folder and the name, `fashion-mnist/train-03.shard`, and becomes the error's path.
 */
export function fileError(file: string, fact: string, advice: string, cause?: unknown): DownhillError {
  return new DownhillError({ code: 'data', message: `${file}: ${fact}; ${advice}`, path: file }, { cause });
}

/** Whether bytes that should be data are a web page: static hosts answer a missing file with their start page. */
export function looksLikeHtml(bytes: Uint8Array): boolean {
  const start = new TextDecoder().decode(bytes.subarray(0, 256)).trimStart().toLowerCase();
  return start.startsWith('<!doctype') || start.startsWith('<html') || start.startsWith('<!--');
}

/** The error for a file in whose place a web page arrived. */
export function htmlError(file: string, sizeBytes: number): DownhillError {
  return fileError(
    file,
    `is missing, got a web page of ${formatCount(sizeBytes)} bytes in its place`,
    'put the whole data folder on the server',
  );
}
