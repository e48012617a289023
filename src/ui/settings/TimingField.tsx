import { Switch } from '@mantine/core';
import { useState } from 'react';
import { useApp } from '../../store/app.ts';
import { editPart } from './edit.ts';
import { Field } from './Field.tsx';
import { defaultTiming } from './timing.ts';

/** Whether the lanes are timed after the race, one after another. */
export function TimingField() {
  const timing = useApp(({ spec }) => spec.race.timing);
  const [error, setError] = useState<string | null>(null);
  const { warmup, steps } = timing ?? defaultTiming;
  return (
    <Field
      label="Timing"
      help={`Lanes that race share the GPU, so their clock says nothing. Alone, each takes ${warmup} steps to warm up and ${steps} that count.`}
      error={error}
    >
      <Switch
        size="xs"
        label="Time each lane alone"
        checked={timing !== null}
        onChange={({ currentTarget }) =>
          setError(editPart('race', 'timing', currentTarget.checked ? defaultTiming : null))
        }
      />
    </Field>
  );
}
