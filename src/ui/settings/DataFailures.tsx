import { Button } from '@mantine/core';
import type { ErrorReport } from '../../core/errors.ts';
import { datasetKey } from '../../data/catalog/info.ts';
import { errorText } from '../../messages/errors.ts';
import { useApp } from '../../store/app.ts';
import { retryData } from '../../store/transport.ts';
import { useMessages } from '../kit/language.ts';
import classes from './DataFailures.module.css';

const none: readonly ErrorReport[] = [];

/** The files that could not be loaded, each with its error and a way to retry; nothing while there is none. */
export function DataFailures() {
  const t = useMessages();
  const failures = useApp(({ data, spec }) => (data?.id === datasetKey(spec.data) ? data.failures : none));
  if (failures.length === 0) return null;
  return (
    <div className={classes.failures}>
      <ul className={classes.list}>
        {failures.map((failure) => (
          <li key={failure.path ?? failure.message}>{errorText(t, failure)}</li>
        ))}
      </ul>
      <Button size="xs" onClick={retryData}>
        {t('settings.download.retry')}
      </Button>
    </div>
  );
}
