import { SegmentedControl, Switch } from '@mantine/core';
import { useState } from 'react';
import { useApp } from '../../store/app.ts';
import { editPart } from '../kit/edit.ts';
import { Field } from '../kit/Field.tsx';
import { useMessages } from '../kit/language.ts';
import { NumberBox } from '../kit/NumberBox.tsx';
import { numberText } from '../kit/numberText.ts';
import { percentNumber } from './summaries.ts';
import type { Metric } from './target.ts';
import { targetFrom } from './target.ts';

const defaults = {
  validationAccuracy: { metric: 'validationAccuracy', value: 0.88 },
  validationLoss: { metric: 'validationLoss', value: 0.35 },
} as const;

/** A finish line on what is measured on the held-out images, or none. */
export function TargetField() {
  const t = useMessages();
  const target = useApp(({ spec }) => spec.training.target);
  const [error, setError] = useState<string | null>(null);
  const { metric, value } = target ?? defaults.validationAccuracy;
  const accuracy = metric === 'validationAccuracy';
  const set = (next: unknown): void => setError(editPart('training', 'target', next));
  return (
    <Field label={t('settings.target.label')} help={t('settings.target.help')} error={error}>
      <Switch
        size="xs"
        aria-label={t('settings.target.switch')}
        checked={target !== null}
        onChange={({ currentTarget }) => set(currentTarget.checked ? defaults.validationAccuracy : null)}
      />
      <SegmentedControl
        size="xs"
        aria-label={t('settings.target.metric')}
        disabled={target === null}
        value={metric}
        onChange={(next) => set(defaults[next as Metric])}
        data={[
          { value: 'validationAccuracy', label: t('settings.target.validationAccuracy') },
          { value: 'validationLoss', label: t('settings.target.validationLoss') },
        ]}
      />
      <span>{t(accuracy ? 'settings.target.atLeast' : 'settings.target.atMost')}</span>
      <NumberBox
        label={t('settings.target.label')}
        unit={accuracy ? '%' : undefined}
        disabled={target === null}
        value={accuracy ? percentNumber(value) : numberText(value)}
        commit={(typed) => {
          const checked = targetFrom(t, metric, typed);
          return 'error' in checked
            ? checked.error
            : editPart('training', 'target', { metric, value: checked.value });
        }}
      />
    </Field>
  );
}
