import { Switch } from '@mantine/core';
import { useState } from 'react';
import { useApp } from '../../store/app.ts';
import { NumberBox } from '../lanes/NumberBox.tsx';
import { numberText } from '../lanes/numberText.ts';
import { editPart } from './edit.ts';
import { Field } from './Field.tsx';
import { percentNumber } from './summaries.ts';
import { targetFrom } from './target.ts';

const usual = { metric: 'validationAccuracy', value: 0.88 } as const;

/** A finish line on what is measured on the pictures held back, or none. */
export function TargetField() {
  const target = useApp(({ spec }) => spec.training.target);
  const [refused, setRefused] = useState<string | null>(null);
  const { metric, value } = target ?? usual;
  const accuracy = metric === 'validationAccuracy';
  return (
    <Field
      label="Target"
      help="The first evaluation that reaches it is marked with its step."
      error={refused}
    >
      <Switch
        size="xs"
        label={accuracy ? 'Validation accuracy of at least' : 'Validation loss of at most'}
        checked={target !== null}
        onChange={({ currentTarget }) =>
          setRefused(editPart('training', 'target', currentTarget.checked ? usual : null))
        }
      />
      <NumberBox
        label="Target"
        unit={accuracy ? '%' : undefined}
        disabled={target === null}
        value={accuracy ? percentNumber(value) : numberText(value)}
        commit={(text) => {
          const typed = targetFrom(metric, text);
          return 'error' in typed
            ? typed.error
            : editPart('training', 'target', { metric, value: typed.value });
        }}
      />
    </Field>
  );
}
