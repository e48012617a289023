import { Radio } from '@mantine/core';
import { useState } from 'react';
import { formatWhole } from '../../core/format.ts';
import { datasets } from '../../data/index.ts';
import { useApp } from '../../store/app.ts';
import { useMessages } from '../language.ts';
import { chooseDataset } from './chooseDataset.ts';
import classes from './DatasetField.module.css';
import { edit } from './edit.ts';

/** Which dataset. */
export function DatasetField() {
  const t = useMessages();
  const id = useApp(({ spec }) => spec.data.id);
  const [error, setError] = useState<string | null>(null);
  return (
    <Radio.Group
      classNames={{ label: classes.label ?? '', error: classes.error ?? '' }}
      label="Dataset"
      error={error}
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
              {formatWhole(trainCount)} pictures to train on, {formatWhole(testCount)} to test,{' '}
              {shape.join(' × ')}
              <br />
              Licence: {t(`data.${value}.licence`)}
            </>
          }
        />
      ))}
    </Radio.Group>
  );
}
