import { Progress } from '@mantine/core';
import { useLayoutEffect, useRef } from 'react';
import { formatWhole } from '../../core/format.ts';
import { datasetOf } from '../../data/index.ts';
import { useApp } from '../../store/app.ts';
import type { AppState } from '../../store/state.ts';
import { megabytes } from '../figures.ts';
import { TrainButton } from './TrainButton.tsx';
import { focusTrain, isFirstVisit } from './trainAction.ts';
import classes from './Welcome.module.css';

/** What a newcomer sees over the empty loss chart: one sentence and one button. Gone with the first step. */
export function Welcome() {
  const isFirst = useApp(isFirstVisit);
  return isFirst ? <Greeting /> : null;
}

function Greeting() {
  const heading = useApp(headingText);
  const sentence = useApp(sentenceText);
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
        {heading}
      </h2>
      <p className={classes.sentence}>{sentence}</p>
      <TrainButton tone="filled" size="lg" className={classes.button} />
      <Loading />
    </section>
  );
}

/** What has arrived of the data; keeps its room when all is there. */
function Loading() {
  const data = useApp((state) => state.data);
  const hasFailed = useApp(({ run }) => run.state === 'failed');
  const isWhole = hasFailed || (data !== null && data.loadedBytes >= data.totalBytes);
  return (
    <div className={classes.loading} data-whole={isWhole || undefined}>
      <Progress
        className={classes.progress ?? ''}
        value={data && data.totalBytes > 0 ? (data.loadedBytes / data.totalBytes) * 100 : 0}
        size={4}
        aria-label="Data loaded"
      />
      <p>{loadingText(data)}</p>
    </div>
  );
}

function loadingText(data: AppState['data']): string {
  if (data === null) return 'Starting the trainer';
  const loaded = `${megabytes(data.loadedBytes)} of ${megabytes(data.totalBytes)} MB`;
  if (!data.ready) return loaded;
  return `${loaded}: ${formatWhole(data.loadedTrain)} of ${formatWhole(data.trainCount)} pictures. Training can start now`;
}

/** Where the adapter is known late, the heading does not wait for it: it would move under the reader's eyes. */
function headingText({ adapter, isAdapterLate }: AppState): string {
  if (isAdapterLate) return 'Watch a network learn on your own computer';
  const runsOnCpu = adapter !== null && (adapter.software || adapter.backend === 'cpu');
  return `Watch a network learn on your own ${runsOnCpu ? 'processor' : 'GPU'}`;
}

const numbers = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight'] as const;
/** Lanes are eight at most. */
const counted = (count: number): string => numbers[count] ?? formatWhole(count);

function sentenceText({ spec }: AppState): string {
  const dataset = datasetOf(spec.data);
  const images = dataset ? `the ${dataset.classCount} classes of ${dataset.name}` : 'pictures';
  if (spec.lanes.length > 1) {
    return `A small network learns to tell ${images} apart. ${counted(spec.lanes.length)} optimizers get the same start and the same batches; only their steps differ.`;
  }
  const by = spec.lanes[0]?.name ?? 'gradient descent';
  return `A small network learns to tell ${images} apart with ${by}, and every step is drawn as it is taken.`;
}
