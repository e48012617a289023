import { Radio } from '@mantine/core';
import { useState } from 'react';
import { datasets } from '../../data/catalog/index.ts';
import { useApp } from '../../store/app.ts';
import { edit } from '../kit/edit.ts';
import type { FieldError } from '../kit/FieldError.tsx';
import { fieldErrorText } from '../kit/FieldError.tsx';
import { useMessages } from '../kit/language.ts';
import classes from '../kit/radioList.module.css';
import { chooseDataset } from './chooseDataset.ts';

/** Which dataset. */
export function DatasetField() {
  const t = useMessages();
  const id = useApp(({ spec }) => spec.data.id ?? null);
  const [error, setError] = useState<FieldError | null>(null);
  return (
    <Radio.Group
      classNames={{ label: classes.label ?? '', error: classes.error ?? '' }}
      label={t('settings.dataset.label')}
      error={error && fieldErrorText(t, error)}
      value={id}
      onChange={(next) => setError(edit((spec) => ({ ...spec, data: chooseDataset(spec.data, next) })))}
    >
      {datasets.map(({ id: value, name, trainCount, testCount, shape }) => (
        <Radio
          key={value}
          value={value}
          size="xs"
          classNames={{
            body: classes.choice ?? '',
            label: classes.name ?? '',
            description: classes.about ?? '',
          }}
          label={name}
          description={
            <>
              {t(`data.${value}.description`)}
              <br />
              {t('settings.dataset.counts', {
                train: t.format.whole(trainCount),
                test: t.format.whole(testCount),
                shape: shape.join(' × '),
              })}
              <br />
              {t('settings.dataset.licence', { licence: t(`data.${value}.licence`) })}
            </>
          }
        />
      ))}
    </Radio.Group>
  );
}
