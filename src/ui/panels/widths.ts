import type { ErrorReport } from '../../core/errors.ts';
import { toErrorReport } from '../../core/errors.ts';
import type { Shape } from '../../core/shape.ts';
import type { ModelSpec } from '../../nn/index.ts';
import { layersOf, titleOf } from '../../nn/index.ts';
import type { ModelSummary } from '../../nn/model.ts';
import { summarize } from '../../nn/model.ts';
import { parseNumber } from '../lanes/numberText.ts';

export type WidthList = 'filters' | 'dense';

/** How long each list may be, and what a width in it may be. */
export const widthLimits = {
  filters: { min: 1, max: 4, widest: 1024, fresh: 32 },
  dense: { min: 0, max: 3, widest: 8192, fresh: 64 },
} as const;

export const withoutWidth = (widths: readonly number[], index: number): number[] =>
  widths.filter((_, i) => i !== index);

/** One more at the end: twice as wide as the last conv block, as wide as the last dense layer. */
export function withAddedWidth(widths: readonly number[], list: WidthList): number[] {
  const { widest, fresh } = widthLimits[list];
  const last = widths.at(-1);
  const next = last === undefined ? fresh : last * (list === 'filters' ? 2 : 1);
  return [...widths, Math.min(next, widest)];
}

/** The typed widths as numbers: those that are none stay as they were. */
export function typedWidths(
  widths: readonly number[],
  typed: readonly (string | null)[],
  widest: number,
): number[] {
  return widths.map((width, i) => {
    const value = parseNumber(typed[i] ?? '');
    return Number.isInteger(value) && value >= 1 && value <= widest ? value : width;
  });
}

/** The layers a model comes out as, or what is wrong with it, naming the layer. */
export function describeModel(model: ModelSpec, input: Shape, classes: number): ModelSummary | ErrorReport {
  try {
    return summarize(titleOf(model), layersOf(model, input, classes));
  } catch (error) {
    return toErrorReport(error);
  }
}

export const isSummary = (described: ModelSummary | ErrorReport): described is ModelSummary =>
  'layers' in described;
