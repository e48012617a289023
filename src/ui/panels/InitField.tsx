import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useApp } from '../../store/app.ts';
import { editPart } from './edit.ts';
import { Field } from './Field.tsx';

/** How wide the initial weights are drawn. */
export function InitField() {
  const value = useApp(({ spec }) => ('init' in spec.model ? spec.model.init : 'glorot'));
  const [refused, setRefused] = useState<string | null>(null);
  return (
    <Field
      label="Initial weights"
      help={
        value === 'glorot'
          ? 'Uniform, scaled by inputs and outputs of a layer (Glorot & Bengio 2010).'
          : 'Uniform, scaled by the inputs of a layer alone: wider, made for ReLU (He et al. 2015). The logits stay Glorot.'
      }
      error={refused}
    >
      <SegmentedControl
        size="xs"
        aria-label="Initial weights"
        value={value}
        onChange={(next) => setRefused(editPart('model', 'init', next))}
        data={[
          { value: 'glorot', label: 'Glorot' },
          { value: 'he', label: 'He' },
        ]}
      />
    </Field>
  );
}
