import { readFile } from 'node:fs/promises';
import type { ReadBytes } from '../../src/data/sources/http-reader.ts';

/** The folder with the datasets of the repository. */
export const dataFolder = new URL('../../public/data/', import.meta.url);

/** A transport that reads `file:` URLs. */
export const readFromDisk: ReadBytes = async (url, signal, onBytes) => {
  const bytes = new Uint8Array(await readFile(new URL(url), { signal }));
  onBytes(bytes.length);
  return bytes;
};
