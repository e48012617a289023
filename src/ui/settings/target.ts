import type { ExperimentSpec } from '../../experiment/schema.ts';
import type { Checked } from '../lanes/checkValue.ts';
import { typedText } from '../lanes/checkValue.ts';
import { numberText } from '../lanes/numberText.ts';
import { messagesNow } from '../language.ts';

export type Metric = NonNullable<ExperimentSpec['training']['target']>['metric'];

/**
 * A typed target as the spec holds it: per cent become a fraction. What no run could miss or reach is refused, and what
 * was meant as a fraction.
 */
export function targetFrom(metric: Metric, typed: number | string): Checked {
  const value = Number(typed === '' ? Number.NaN : typed);
  if (metric === 'validationLoss') {
    return value > 0
      ? { value }
      : { error: `Must be a number above 0, got ${typedText(messagesNow(), typed)}; type e.g. 0.3.` };
  }
  if (value >= 1 && value <= 100) return { value: fractionOf(value) };
  const percent = fractionOf(value * 1e4);
  const meant = value < 1 && percent >= 1 ? numberText(percent) : '88';
  return {
    error: `Must be from 1 to 100\u202f%, got ${typedText(messagesNow(), typed)}; type e.g. ${meant}.`,
  };
}

/** Without a trace of binary: 91.5 → 0.915. */
const fractionOf = (percent: number): number => Number((percent / 100).toPrecision(12));
