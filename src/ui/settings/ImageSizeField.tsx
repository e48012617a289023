import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { findDataset } from '../../data/catalog/index.ts';
import { dataSettings } from '../../experiment/settings.ts';
import { useApp } from '../../store/app.ts';
import { edit } from '../kit/edit.ts';
import { Field } from '../kit/Field.tsx';
import type { FieldError } from '../kit/FieldError.tsx';
import { useMessages } from '../kit/language.ts';
import { ExperimentControl } from './ExperimentField.tsx';

/** What the network is given: the images as they are, or brought to its size and colours. */
export function ImageSizeField() {
  const t = useMessages();
  const data = useApp(({ spec }) => spec.data);
  const { size, fit } = data;
  const [error, setError] = useState<FieldError | null>(null);
  const [height = 0, width = 0, channels = 1] = findDataset(data)?.shape ?? [];
  const datasetSize = `${height} × ${width}`;
  const form = size === null ? 'own' : fit;
  const setForm = (next: string) => {
    const other = {
      size: next === 'own' ? null : (size ?? dataSettings.size.default),
      fit: next === 'own' ? fit : next,
    };
    setError(edit((spec) => ({ ...spec, data: { ...spec.data, ...other } }), 'data.size'));
  };
  return (
    <Field label={t('settings.imageSize.label')} help={t(`settings.imageSize.${form}Help`)} error={error}>
      <SegmentedControl
        size="xs"
        aria-label={t('settings.imageSize.label')}
        value={form}
        onChange={setForm}
        data={[
          { value: 'own', label: datasetSize },
          { value: 'pad', label: t('settings.imageSize.pad') },
          { value: 'resize', label: t('settings.imageSize.resize') },
        ]}
      />
      <ExperimentControl id="size" disabled={size === null} shown={size ?? height} />
      {channels === 1 && <ExperimentControl id="rgb" labelled onError={setError} />}
    </Field>
  );
}
