import { datasetKey } from '../../data/catalog/info.ts';
import type { Translator } from '../../messages/translator.ts';
import type { DataProgress } from '../../protocol/messages.ts';
import { useApp } from '../../store/app.ts';
import type { AppState } from '../../store/state.ts';
import { useMessages } from '../kit/language.ts';
import classes from './DataStatus.module.css';
import { splitText } from './summaries.ts';

/** How the download stands, and once it is done how the images are shared out: one line, always there. */
export function DataStatus() {
  const t = useMessages();
  const spec = useApp((state) => state.spec);
  const loading = useApp(loadingNow);
  return loading === null ? (
    <p className={classes.text}>{splitText(t, spec)}</p>
  ) : (
    <Progress data={loading} />
  );
}

/** How the download stands; nothing once it is done. */
export function DownloadProgress() {
  const loading = useApp(loadingNow);
  return loading === null ? null : <Progress data={loading} />;
}

function Progress({ data }: { readonly data: DataProgress }) {
  const t = useMessages();
  const percent = progressOf(data) * 100;
  return (
    <div className={classes.progress}>
      <div
        className={classes.track}
        role="progressbar"
        aria-label={t('settings.download.label')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.floor(percent)}
      >
        <div className={classes.bar} style={{ width: `${percent}%` }} />
      </div>
      <p className={classes.text}>{progressText(t, data)}</p>
    </div>
  );
}

const loadingNow = ({ data, spec }: AppState): DataProgress | null =>
  data !== null && data.id === datasetKey(spec.data) && !isLoaded(data) ? data : null;

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
