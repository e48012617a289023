import type { DataProgress } from '../../protocol/messages.ts';
import { useApp } from '../../store/app.ts';
import type { AppState } from '../../store/state.ts';
import { useMessages } from '../kit/language.ts';
import classes from './DataStatus.module.css';
import { isLoaded, progressOf, progressText } from './dataProgress.ts';
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
  data !== null && data.id === spec.data.id && !isLoaded(data) ? data : null;
