import type { ExperimentSpec } from '../../spec/schema.ts';
import type { Checked } from '../lanes/checkValue.ts';
import { parseNumber } from '../lanes/numberText.ts';

export type Metric = NonNullable<ExperimentSpec['training']['target']>['metric'];

/** A typed target as the spec holds it: per cent become a fraction. What no run could miss or reach is refused. */
export function targetFrom(metric: Metric, text: string): Checked {
  const typed = parseNumber(text.replace('%', ''));
  if (metric === 'validationLoss') {
    return typed > 0
      ? { value: typed }
      : { error: `Must be a number above 0, got ${shown(text)}; type e.g. 0.3.` };
  }
  if (typed > 0 && typed <= 100) return { value: Number((typed / 100).toPrecision(12)) };
  return { error: `Must be above 0 and at most 100\u202f%, got ${shown(text)}; type e.g. 88.` };
}

const shown = (text: string): string => (text.trim() === '' ? 'nothing' : `“${text.trim().slice(0, 30)}”`);
