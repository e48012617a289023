import { SegmentedControl, Switch } from '@mantine/core';
import { useState } from 'react';
import type { ExperimentSpec } from '../../experiment/schema.ts';
import type { Translator } from '../../messages/translator.ts';
import { useApp } from '../../store/app.ts';
import type { CheckResult } from '../kit/checkValue.ts';
import { rejectedInput, typedText } from '../kit/checkValue.ts';
import { editPart } from '../kit/edit.ts';
import { Field } from '../kit/Field.tsx';
import type { FieldError } from '../kit/FieldError.tsx';
import { useMessages } from '../kit/language.ts';
import { NumberBox } from '../kit/NumberBox.tsx';
import { numberText } from '../kit/numberText.ts';
import { percentNumber } from './summaries.ts';

const defaults = {
  validationAccuracy: { metric: 'validationAccuracy', value: 0.88 },
  validationLoss: { metric: 'validationLoss', value: 0.35 },
} as const;

/** A finish line on what is measured on the held-out images, or none. */
export function TargetField() {
  const t = useMessages();
  const target = useApp(({ spec }) => spec.training.target);
  const [error, setError] = useState<FieldError | null>(null);
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
            ? rejectedInput((now) => targetFrom(now, metric, typed))
            : editPart('training', 'target', { metric, value: checked.value });
        }}
      />
    </Field>
  );
}

type Metric = NonNullable<ExperimentSpec['training']['target']>['metric'];

/**
 * A typed target as the spec holds it: per cent become a fraction. What no run could miss or reach is refused, and what
 * was meant as a fraction.
 */
export function targetFrom(t: Translator, metric: Metric, typed: number | string): CheckResult {
  const value = Number(typed === '' ? Number.NaN : typed);
  if (metric === 'validationLoss') {
    return value > 0 ? { value } : { error: t('settings.target.lossBounds', { got: typedText(t, typed) }) };
  }
  if (value >= 1 && value <= 100) return { value: fractionOf(value) };
  const percent = fractionOf(value * 1e4);
  const example = value < 1 && percent >= 1 ? numberText(percent) : '88';
  const bounds = { min: '1', max: t.format.percent(1, 0) };
  return { error: t('settings.target.accuracyBounds', { ...bounds, got: typedText(t, typed), example }) };
}

/** Without a trace of binary: 91.5 → 0.915. */
const fractionOf = (percent: number): number => Number((percent / 100).toPrecision(12));
