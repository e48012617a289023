import { Switch } from '@mantine/core';
import { useState } from 'react';
import { defaultTiming } from '../../experiment/race-schema.ts';
import { useApp } from '../../store/app.ts';
import { editPart } from '../kit/edit.ts';
import { Field } from '../kit/Field.tsx';
import { useMessages } from '../kit/language.ts';

/** Whether the lanes are timed after the race, one after another. */
export function TimingField() {
  const t = useMessages();
  const timing = useApp(({ spec }) => spec.race.timing);
  const [error, setError] = useState<string | null>(null);
  const { warmup, steps } = timing ?? defaultTiming;
  return (
    <Field
      label={t('settings.timing.label')}
      help={t('settings.timing.help', { warmup: t.format.whole(warmup), steps: t.format.whole(steps) })}
      error={error}
    >
      <Switch
        size="xs"
        label={t('settings.timing.switch')}
        checked={timing !== null}
        onChange={({ currentTarget }) =>
          setError(editPart('race', 'timing', currentTarget.checked ? defaultTiming : null))
        }
      />
    </Field>
  );
}
