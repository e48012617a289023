import { Button } from '@mantine/core';
import { useId } from 'react';
import type { ErrorReport } from '../../core/errors.ts';
import { datasetKey } from '../../data/catalog/info.ts';
import { classText } from '../../messages/data.ts';
import { errorText } from '../../messages/errors.ts';
import { useApp } from '../../store/app.ts';
import { retryData } from '../../store/transport.ts';
import { useMessages } from '../kit/language.ts';
import { SettingsDrawer } from '../kit/SettingsDrawer.tsx';
import { AugmentField } from './AugmentField.tsx';
import { ClassesField } from './ClassesField.tsx';
import classes from './DataDrawer.module.css';
import { DownloadProgress } from './DataStatus.tsx';
import { DatasetField } from './DatasetField.tsx';
import { ExperimentField } from './ExperimentField.tsx';
import { ImageSizeField } from './ImageSizeField.tsx';
import { imageCount } from './pixels.ts';
import { Thumbnail } from './Thumbnail.tsx';
import { TrainCountField } from './TrainCountField.tsx';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Which images, how many, and how they are handed to the network. */
export function DataDrawer({ opened, onClose }: Props) {
  return (
    <SettingsDrawer part="data" opened={opened} onClose={onClose}>
      <DatasetField />
      <DownloadProgress />
      <DataFailures />
      <ClassesField />
      <ExperimentField id="batchSize" by={{ stops: powersOfTwo }} />
      <TrainCountField />
      <ExperimentField id="validation" wide />
      <NormalizeField />
      <ImageSizeField />
      <AugmentField />
      <ClassGallery />
    </SettingsDrawer>
  );
}

const powersOfTwo = Array.from({ length: 11 }, (_, power) => 2 ** power);
const none: readonly ErrorReport[] = [];

/** The files that could not be loaded, each with its error and a way to retry; nothing while there is none. */
function DataFailures() {
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

const perClass = 8;

/** Some images of each class, beside its name; nothing until the first have arrived. */
function ClassGallery() {
  const t = useMessages();
  const key = useApp(({ spec }) => datasetKey(spec.data));
  const thumbnails = useApp((state) => state.thumbnails);
  const titleId = useId();
  if (thumbnails?.id !== key) return null;
  const { shape } = thumbnails;
  return (
    <section aria-labelledby={titleId}>
      <h3 id={titleId} className={classes.title}>
        {t('settings.gallery.title')}
      </h3>
      <dl className={classes.gallery}>
        {thumbnails.classes.map(({ name, images }) => (
          <div key={name} className={classes.row}>
            <dt className={classes.name}>{classText(t, name)}</dt>
            <dd className={classes.images}>
              {Array.from({ length: Math.min(perClass, imageCount(images, shape)) }, (_, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the place in the class is what tells the images apart
                <Thumbnail key={i} images={images} shape={shape} index={i} name="" />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** How the bytes of an image become the numbers the network is given. */
function NormalizeField() {
  const t = useMessages();
  const value = useApp(({ spec }) => spec.data.normalize);
  return <ExperimentField id="normalize" help={t(`settings.normalize.${value}Help`)} />;
}
