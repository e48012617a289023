import type { DataProgress } from '../../protocol/messages.ts';
import { megabytes } from '../figures.ts';

/** How a download stands, in words: `11.9 of 31.4 MB. Training can start now`. */
export function progressText({ loadedBytes, totalBytes, ready, failures }: DataProgress): string {
  if (totalBytes === 0) return 'Looking up the files';
  const loaded = `${megabytes(loadedBytes)} of ${megabytes(totalBytes)}\u202fMB`;
  if (failures.length > 0)
    return `${loaded}. ${failures.length === 1 ? 'A file' : `${failures.length} files`} could not be had`;
  return ready ? `${loaded}. Training can start now` : loaded;
}

/** The part of the bytes that has arrived, 0 to 1. */
export const progressOf = ({ loadedBytes, totalBytes }: DataProgress): number =>
  totalBytes === 0 ? 0 : Math.min(1, loadedBytes / totalBytes);

export const isLoaded = (data: DataProgress): boolean =>
  data.totalBytes > 0 && data.loadedBytes >= data.totalBytes && data.failures.length === 0;
