import type { Translator } from '../../messages/translator.ts';
import type { DataProgress } from '../../protocol/messages.ts';

/** How a download stands, in words: `11.9 of 31.4 MB. Training can start now`. */
export function progressText(
  t: Translator,
  { loadedBytes, totalBytes, ready, failures }: DataProgress,
): string {
  if (totalBytes === 0) return t('settings.download.lookup');
  const { megabytes, unit } = t.format;
  const counts = { loaded: megabytes(loadedBytes), total: unit(megabytes(totalBytes), 'MB') };
  if (failures.length > 0) return t('settings.download.failed', { ...counts, failures: failures.length });
  return t(ready ? 'settings.download.ready' : 'settings.download.loaded', counts);
}

/** The part of the bytes that has arrived, 0 to 1. */
export const progressOf = ({ loadedBytes, totalBytes }: DataProgress): number =>
  totalBytes === 0 ? 0 : Math.min(1, loadedBytes / totalBytes);

export const isLoaded = (data: DataProgress): boolean =>
  data.totalBytes > 0 && data.loadedBytes >= data.totalBytes && data.failures.length === 0;
