import type { charts as english } from '../en/charts.ts';
import type { Shape } from '../shape.ts';

/** The charts: axes, legends, menus, texts for screen readers. */
export const charts = {
  accuracy: {
    percent: '{figure}%',
  },
  curve: {
    label: '{schedule}：第 {step} 步为 {value}',
    steps: '{steps, plural, other {#}} 步',
  },
} satisfies Shape<typeof english>;
