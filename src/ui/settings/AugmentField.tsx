import { Switch } from '@mantine/core';
import { useState } from 'react';
import { useApp } from '../../store/app.ts';
import { edit } from '../kit/edit.ts';
import { Field } from '../kit/Field.tsx';
import type { FieldError } from '../kit/FieldError.tsx';
import { useMessages } from '../kit/language.ts';
import { NumberBox } from '../kit/NumberBox.tsx';
import { numberText } from '../kit/numberText.ts';
import classes from './AugmentField.module.css';

/** Random changes of the training images, the same for every lane. */
export function AugmentField() {
  const t = useMessages();
  const augment = useApp(({ spec }) => spec.data.augment);
  const [error, setError] = useState<FieldError | null>(null);
  const change = (key: 'flip' | 'shift', value: unknown) =>
    edit(
      (spec) => ({ ...spec, data: { ...spec.data, augment: { ...spec.data.augment, [key]: value } } }),
      `data.augment.${key}`,
    );
  return (
    <Field label={t('settings.augment.label')} help={t('settings.augment.help')} error={error}>
      <Switch
        size="xs"
        label={t('settings.augment.flip')}
        checked={augment.flip}
        onChange={({ currentTarget }) => setError(change('flip', currentTarget.checked))}
      />
      <div className={classes.shift}>
        <span aria-hidden="true">{t('settings.augment.shift')}</span>
        <NumberBox
          label={t('settings.augment.shiftBox')}
          whole
          unit={t('settings.unit.px')}
          value={numberText(augment.shift)}
          commit={(typed) => change('shift', typed)}
        />
      </div>
    </Field>
  );
}
