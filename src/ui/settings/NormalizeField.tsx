import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useApp } from '../../store/app.ts';
import { editPart } from '../kit/edit.ts';
import { Field } from '../kit/Field.tsx';
import { useMessages } from '../kit/language.ts';

/** How the bytes of an image become the numbers the network is given. */
export function NormalizeField() {
  const t = useMessages();
  const value = useApp(({ spec }) => spec.data.normalize);
  const [error, setError] = useState<string | null>(null);
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
