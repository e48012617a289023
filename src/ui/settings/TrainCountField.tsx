import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { datasetOf } from '../../data/catalog/index.ts';
import { trainingImages } from '../../experiment/length.ts';
import { dataSettings } from '../../experiment/settings.ts';
import { useApp } from '../../store/app.ts';
import { editPart } from '../kit/edit.ts';
import { Field } from '../kit/Field.tsx';
import type { FieldError } from '../kit/FieldError.tsx';
import { useMessages } from '../kit/language.ts';
import { ExperimentControl } from './ExperimentField.tsx';

/** All the images that validation leaves, or only the first of them. */
export function TrainCountField() {
  const t = useMessages();
  const data = useApp(({ spec }) => spec.data);
  const [error, setError] = useState<FieldError | null>(null);
  const left = (datasetOf(data)?.trainCount ?? 0) - data.validation;
  const some = Math.max(1, Math.min(dataSettings.trainCount.default, Math.floor(left / 2)));
  return (
    <Field label={t('settings.trainCount.label')} help={t('settings.trainCount.help')} error={error}>
      <SegmentedControl
        size="xs"
        aria-label={t('settings.trainCount.label')}
        value={data.trainCount === null ? 'all' : 'first'}
        onChange={(value) => setError(editPart('data', 'trainCount', value === 'all' ? null : some))}
        data={[
          { value: 'all', label: t('settings.trainCount.all', { count: t.format.whole(Math.max(0, left)) }) },
          { value: 'first', label: t('settings.trainCount.first') },
        ]}
      />
      <ExperimentControl
        id="trainCount"
        wide
        disabled={data.trainCount === null}
        shown={data.trainCount ?? trainingImages(data)}
      />
    </Field>
  );
}
