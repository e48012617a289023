import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { ExperimentSpec } from '../../experiment/schema.ts';
import { useApp } from '../../store/app.ts';
import { edit } from '../kit/edit.ts';
import { Field } from '../kit/Field.tsx';
import type { FieldError } from '../kit/FieldError.tsx';
import { useMessages } from '../kit/language.ts';

type Mode = ExperimentSpec['race']['mode'];

/** Whether learning rates are searched for before the race. */
export function ModeField() {
  const t = useMessages();
  const mode = useApp(({ spec }) => spec.race.mode);
  const [error, setError] = useState<FieldError | null>(null);
  return (
    <Field label={t('settings.mode.label')} help={t(`settings.mode.${mode}Help`)} error={error}>
      <SegmentedControl
        size="xs"
        aria-label={t('settings.mode.label')}
        value={mode}
        onChange={(next) => setError(edit((spec) => withMode(spec, next as Mode), 'race.mode'))}
        data={[
          { value: 'quick', label: t('settings.mode.quick') },
          { value: 'fair', label: t('settings.mode.fair') },
        ]}
      />
    </Field>
  );
}

/** A fair race searches the learning rate by itself: what moves it on the way is left out, and it needs a length. */
function withMode(spec: ExperimentSpec, mode: Mode): ExperimentSpec {
  const race = { ...spec.race, mode };
  if (mode === 'quick') return { ...spec, race };
  const lanes = spec.lanes.map((lane) => ({
    ...lane,
    events: lane.events.flatMap(({ step, set }) => {
      const { 'optimizer.lr': _, ...rest } = set;
      return Object.keys(rest).length === 0 ? [] : [{ step, set: rest }];
    }),
  }));
  return { ...spec, race, lanes };
}
