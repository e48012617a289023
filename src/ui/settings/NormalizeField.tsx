import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useApp } from '../../store/app.ts';
import { editPart } from './edit.ts';
import { Field } from './Field.tsx';

/** How the bytes of an image become the numbers the network is given. */
export function NormalizeField() {
  const value = useApp(({ spec }) => spec.data.normalize);
  const [error, setError] = useState<string | null>(null);
  return (
    <Field
      label="Pixel values"
      help={
        value === 'standardize'
          ? 'Shifted and scaled to mean 0 and deviation 1 over the set, which lets the steps be larger.'
          : 'As they are, from 0 for black to 1 for white.'
      }
      error={error}
    >
      <SegmentedControl
        size="xs"
        aria-label="Pixel values"
        value={value}
        onChange={(next) => setError(editPart('data', 'normalize', next))}
        data={[
          { value: 'standardize', label: 'Standardized' },
          { value: 'unit', label: '0 to 1' },
        ]}
      />
    </Field>
  );
}
