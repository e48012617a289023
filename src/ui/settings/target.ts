import type { ExperimentSpec } from '../../experiment/schema.ts';
import type { Translator } from '../../messages/translator.ts';
import type { CheckResult } from '../kit/checkValue.ts';
import { typedText } from '../kit/checkValue.ts';
import { numberText } from '../kit/numberText.ts';

export type Metric = NonNullable<ExperimentSpec['training']['target']>['metric'];

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
