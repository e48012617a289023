import { Button, SegmentedControl } from '@mantine/core';
import { useId, useState } from 'react';
import type { ErrorReport } from '../../core/errors.ts';
import { datasetKey } from '../../data/catalog/info.ts';
import { dataSettings } from '../../experiment/settings.ts';
import { classText } from '../../messages/data.ts';
import { errorText } from '../../messages/errors.ts';
import { useApp } from '../../store/app.ts';
import { retryData } from '../../store/transport.ts';
import { editPart } from '../kit/edit.ts';
import { Field } from '../kit/Field.tsx';
import type { FieldError } from '../kit/FieldError.tsx';
import { useMessages } from '../kit/language.ts';
import { NumberBox } from '../kit/NumberBox.tsx';
import { numberText } from '../kit/numberText.ts';
import { ParameterControl } from '../kit/ParameterControl.tsx';
import { parameterOf } from '../kit/parameterScale.ts';
import { SettingsDrawer } from '../kit/SettingsDrawer.tsx';
import { AugmentField } from './AugmentField.tsx';
import { ClassesField } from './ClassesField.tsx';
import classes from './DataDrawer.module.css';
import { DownloadProgress } from './DataStatus.tsx';
import { DatasetField } from './DatasetField.tsx';
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
      <BatchSizeField />
      <TrainCountField />
      <ValidationField />
      <NormalizeField />
      <ImageSizeField />
      <AugmentField />
      <ClassGallery />
    </SettingsDrawer>
  );
}

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
  const [error, setError] = useState<FieldError | null>(null);
  return (
    <Field label={t('settings.normalize.label')} help={t(`settings.normalize.${value}Help`)} error={error}>
      <SegmentedControl
        size="xs"
        aria-label={t('settings.normalize.label')}
        value={value}
        onChange={(next) => setError(editPart('data', 'normalize', next))}
        data={[
          { value: 'standardize', label: t('settings.normalize.standardize') },
          { value: 'unit', label: t('settings.normalize.unit') },
        ]}
      />
    </Field>
  );
}

/** How many images are kept from training, to evaluate on. */
function ValidationField() {
  const t = useMessages();
  const value = useApp(({ spec }) => spec.data.validation);
  return (
    <Field label={t('settings.validation.label')} help={t('settings.validation.help')}>
      <NumberBox
        whole
        wide
        label={t('settings.validation.box')}
        value={numberText(value)}
        commit={(typed) => editPart('data', 'validation', typed)}
      />
    </Field>
  );
}

const batchSize = parameterOf('batchSize', dataSettings.batchSize);
const powersOfTwo = Array.from({ length: 11 }, (_, power) => 2 ** power);

/** How many images each step is taken on. */
function BatchSizeField() {
  const t = useMessages();
  const value = useApp(({ spec }) => spec.data.batchSize);
  return (
    <Field label={t('settings.batchSize.label')} help={t('settings.batchSize.help')}>
      <ParameterControl
        parameter={batchSize}
        name={t('settings.batchSize.label')}
        value={value}
        stops={powersOfTwo}
        onChoose={(next) => editPart('data', 'batchSize', next)}
      />
    </Field>
  );
}
