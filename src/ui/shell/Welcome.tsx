import { Progress } from '@mantine/core';
import { useLayoutEffect, useRef } from 'react';
import { datasetOf } from '../../data/catalog/index.ts';
import type { Translator } from '../../messages/translator.ts';
import { useApp } from '../../store/app.ts';
import type { AppState } from '../../store/state.ts';
import { useMessages } from '../kit/language.ts';
import { focusTrain } from '../kit/trainButton.ts';
import { TrainButton } from './TrainButton.tsx';
import { isFirstVisit } from './trainAction.ts';
import classes from './Welcome.module.css';

/** What a newcomer sees over the empty loss chart: one sentence and one button. Gone with the first step. */
export function Welcome() {
  const isFirst = useApp(isFirstVisit);
  return isFirst ? <Greeting /> : null;
}

function Greeting() {
  const t = useMessages();
  const machine = useApp(machineOf);
  const spec = useApp((state) => state.spec);
  const root = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const section = root.current;
    return () => {
      if (section?.contains(document.activeElement)) focusTrain(); // or the focus would go with the button
    };
  }, []);
  return (
    <section ref={root} className={classes.welcome} aria-labelledby="welcome-heading">
      <h2 id="welcome-heading" className={classes.heading}>
        {t('shell.welcome.heading', { machine })}
      </h2>
      <p className={classes.sentence}>{sentenceText(t, spec)}</p>
      <TrainButton tone="filled" size="lg" className={classes.button} />
      <Loading />
    </section>
  );
}

/** What has arrived of the data; keeps its room when all is there. */
function Loading() {
  const t = useMessages();
  const data = useApp((state) => state.data);
  const hasFailed = useApp(({ run }) => run.state === 'failed');
  const isWhole = hasFailed || (data !== null && data.loadedBytes >= data.totalBytes);
  return (
    <div className={classes.loading} data-whole={isWhole || undefined}>
      <Progress
        className={classes.progress ?? ''}
        value={data && data.totalBytes > 0 ? (data.loadedBytes / data.totalBytes) * 100 : 0}
        size={4}
        aria-label={t('shell.welcome.loaded')}
      />
      <p>{loadingText(t, data)}</p>
    </div>
  );
}

function loadingText(t: Translator, data: AppState['data']): string {
  if (data === null) return t('shell.welcome.starting');
  const { megabytes, whole } = t.format;
  const loaded = megabytes(data.loadedBytes);
  const total = megabytes(data.totalBytes);
  if (!data.ready) return t('shell.welcome.loading', { loaded, total });
  const images = whole(data.loadedTrain);
  return t('shell.welcome.ready', { loaded, total, images, all: whole(data.trainCount) });
}

/** Where the adapter is known late, the heading does not wait for it: it would move under the reader's eyes. */
function machineOf({ adapter, isAdapterLate }: AppState): 'gpu' | 'cpu' | 'computer' {
  if (isAdapterLate) return 'computer';
  return adapter?.software ? 'cpu' : 'gpu';
}

function sentenceText(t: Translator, spec: AppState['spec']): string {
  const { lanes } = spec;
  const dataset = datasetOf(spec.data);
  const named = dataset && { classes: t.format.whole(dataset.classCount), dataset: dataset.name };
  if (lanes.length > 1) {
    const count = String(lanes.length);
    return named ? t('shell.welcome.race', { ...named, count }) : t('shell.welcome.raceImages', { count });
  }
  const optimizer = lanes[0]?.name ?? t('shell.welcome.descent');
  return named
    ? t('shell.welcome.run', { ...named, optimizer })
    : t('shell.welcome.runImages', { optimizer });
}
