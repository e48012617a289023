import type { ErrorFact } from '../core/error-facts.ts';
import { DownhillError } from '../core/errors.ts';

/** An error of one file of a dataset: its folder and name, `fashion-mnist/train-03.shard`, become the path. */
export const fileError = (
  fact: ErrorFact & { readonly params: { readonly file: string } },
  cause?: unknown,
): DownhillError => new DownhillError({ code: 'data', fact, path: fact.params.file }, { cause });

/** Whether bytes that should be data are a web page: static hosts answer a missing file with their start page. */
export function looksLikeHtml(bytes: Uint8Array): boolean {
  const start = new TextDecoder().decode(bytes.subarray(0, 256)).trimStart().toLowerCase();
  return start.startsWith('<!doctype') || start.startsWith('<html') || start.startsWith('<!--');
}

/** The error for a file in whose place a web page arrived. */
export const htmlError = (file: string, bytes: number): DownhillError =>
  fileError({ id: 'dataFileIsPage', params: { file, bytes } });
