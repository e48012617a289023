import { Switch } from '@mantine/core';
import { useState } from 'react';
import { useApp } from '../../store/app.ts';
import { NumberBox } from '../lanes/NumberBox.tsx';
import { numberText } from '../lanes/numberText.ts';
import classes from './AugmentField.module.css';
import { edit } from './edit.ts';
import { Field } from './Field.tsx';

/** Random changes of the training images, the same for every lane. */
export function AugmentField() {
  const augment = useApp(({ spec }) => spec.data.augment);
  const [error, setError] = useState<string | null>(null);
  const change = (key: 'flip' | 'shift', value: unknown) =>
    edit(
      (spec) => ({ ...spec, data: { ...spec.data, augment: { ...spec.data.augment, [key]: value } } }),
      `data.augment.${key}`,
    );
  return (
    <Field
      label="Augmentation"
      help="Training pictures are changed at random, on the GPU, each time they are drawn; every lane sees the same."
      error={error}
    >
      <Switch
        size="xs"
        label="Mirror left and right, every second time"
        checked={augment.flip}
        onChange={({ currentTarget }) => setError(change('flip', currentTarget.checked))}
      />
      <div className={classes.shift}>
        <span aria-hidden="true">Move by up to</span>
        <NumberBox
          label="Move by up to so many pixels"
          whole
          unit="px"
          value={numberText(augment.shift)}
          commit={(typed) => change('shift', typed)}
        />
      </div>
    </Field>
  );
}
