import { Chip } from '@mantine/core';
import { useState } from 'react';
import { findDataset } from '../../data/catalog/index.ts';
import { classText } from '../../messages/data.ts';
import { useApp } from '../../store/app.ts';
import { edit } from '../kit/edit.ts';
import { Field } from '../kit/Field.tsx';
import type { FieldError } from '../kit/FieldError.tsx';
import { useMessages } from '../kit/language.ts';
import classes from './ClassesField.module.css';
import { chooseClasses } from './chooseDataset.ts';

/** Which classes the network distinguishes: at least two. */
export function ClassesField() {
  const t = useMessages();
  const data = useApp(({ spec }) => spec.data);
  const [error, setError] = useState<FieldError | null>(null);
  const names = findDataset(data)?.classes ?? [];
  const chosen = data.classes ?? names.map((_, i) => i);
  if (names.length < 3) return null;
  const choose = (values: readonly string[]) => {
    const next = values.map(Number).toSorted((a, b) => a - b);
    if (next.length < 2) {
      setError({ textIn: (now) => now('settings.classes.tooFew') });
      return;
    }
    const all = next.length === names.length;
    setError(
      edit((spec) => ({ ...spec, data: chooseClasses(spec.data, all ? null : next) }), 'data.classes'),
    );
  };
  return (
    <Field
      label={t('settings.classes.label')}
      help={
        data.classes === null
          ? t('settings.classes.all')
          : t('settings.classes.some', {
              count: t.format.whole(chosen.length),
              all: t.format.whole(names.length),
            })
      }
      error={error}
    >
      <Chip.Group multiple value={chosen.map(String)} onChange={choose}>
        <div className={classes.chips}>
          {names.map((name, label) => (
            <Chip key={name} value={String(label)} size="xs" variant="outline">
              {classText(t, name)}
            </Chip>
          ))}
        </div>
      </Chip.Group>
    </Field>
  );
}
