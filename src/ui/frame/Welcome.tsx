import { Progress } from '@mantine/core';
import { findDataset } from '../../data/index.ts';
import { useApp } from '../../store/app.ts';
import type { AppState } from '../../store/state.ts';
import { count, megabytes } from '../figures.ts';
import { TrainButton } from './TrainButton.tsx';
import { isFirstVisit } from './trainButton.ts';
import classes from './Welcome.module.css';

/** What a newcomer sees over the empty loss chart: one sentence and one button. Gone with the first step. */
export function Welcome() {
  const isFirst = useApp(isFirstVisit);
  const heading = useApp(headingText);
  const sentence = useApp(sentenceText);
  if (!isFirst) return null;
  return (
    <section className={classes.welcome} aria-labelledby="welcome-heading">
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
  const isWhole = data !== null && data.loadedBytes >= data.totalBytes;
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
  return `${loaded}: ${count(data.loadedTrain)} of ${count(data.trainCount)} pictures. Training can start now`;
}

function headingText({ adapter }: AppState): string {
  const isOnProcessor = adapter !== null && (adapter.software || adapter.backend === 'cpu');
  return `Watch a network learn on your own ${isOnProcessor ? 'processor' : 'GPU'}`;
}

function sentenceText({ spec }: AppState): string {
  const dataset = findDataset(spec.data.id);
  const lane = spec.lanes[0];
  const kinds = dataset ? `tell the ${dataset.classCount} kinds of ${dataset.name} apart` : 'tell pictures apart';
  const by = lane ? `, with ${lane.name} and a loss drawn at every step` : '';
  return `A small CNN learns to ${kinds}${by}.`;
}
