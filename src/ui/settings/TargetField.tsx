import { SegmentedControl, Switch } from '@mantine/core';
import { useState } from 'react';
import { useApp } from '../../store/app.ts';
import { NumberBox } from '../lanes/NumberBox.tsx';
import { numberText } from '../lanes/numberText.ts';
import { editPart } from './edit.ts';
import { Field } from './Field.tsx';
import { percentNumber } from './summaries.ts';
import type { Metric } from './target.ts';
import { targetFrom } from './target.ts';

const defaults = {
  validationAccuracy: { metric: 'validationAccuracy', value: 0.88 },
  validationLoss: { metric: 'validationLoss', value: 0.35 },
} as const;

/** A finish line on what is measured on the held-out images, or none. */
export function TargetField() {
  const target = useApp(({ spec }) => spec.training.target);
  const [error, setError] = useState<string | null>(null);
  const { metric, value } = target ?? defaults.validationAccuracy;
  const accuracy = metric === 'validationAccuracy';
  const set = (next: unknown): void => setError(editPart('training', 'target', next));
  return (
    <Field
      label="Target"
      help="The first evaluation on the pictures held back that reaches it counts: lanes are ranked by that step."
      error={error}
    >
      <Switch
        size="xs"
        aria-label="Race to a target"
        checked={target !== null}
        onChange={({ currentTarget }) => set(currentTarget.checked ? defaults.validationAccuracy : null)}
      />
      <SegmentedControl
        size="xs"
        aria-label="Target metric"
        disabled={target === null}
        value={metric}
        onChange={(next) => set(defaults[next as Metric])}
        data={[
          { value: 'validationAccuracy', label: 'Accuracy' },
          { value: 'validationLoss', label: 'Loss' },
        ]}
      />
      <span>{accuracy ? 'of at least' : 'of at most'}</span>
      <NumberBox
        label="Target"
        unit={accuracy ? '%' : undefined}
        disabled={target === null}
        value={accuracy ? percentNumber(value) : numberText(value)}
        commit={(typed) => {
          const checked = targetFrom(metric, typed);
          return 'error' in checked
            ? checked.error
            : editPart('training', 'target', { metric, value: checked.value });
        }}
      />
    </Field>
  );
}
