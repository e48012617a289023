import { useState } from 'react';
import { Field } from '../kit/Field.tsx';
import type { FieldError } from '../kit/FieldError.tsx';
import { useMessages } from '../kit/language.ts';
import classes from './AugmentField.module.css';
import { ExperimentControl } from './ExperimentField.tsx';

/** Random changes of the training images, the same for every lane. */
export function AugmentField() {
  const t = useMessages();
  const [error, setError] = useState<FieldError | null>(null);
  return (
    <Field label={t('settings.augment.label')} help={t('settings.augment.help')} error={error}>
      <ExperimentControl id="flip" labelled onError={setError} />
      <div className={classes.shift}>
        <span aria-hidden="true">{t('settings.augment.shift')}</span>
        <ExperimentControl id="shift" />
      </div>
    </Field>
  );
}
