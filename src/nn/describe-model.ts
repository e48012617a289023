import type { ErrorReport } from '../core/errors.ts';
import { toErrorReport } from '../core/errors.ts';
import type { Shape } from '../core/shape.ts';
import type { ModelSpec } from './index.ts';
import { layersOf } from './index.ts';
import type { ModelSummary } from './model.ts';
import { summarize } from './model.ts';

/** The layers a model comes out as, or what is wrong with it, naming the layer. */
export function describeModel(model: ModelSpec, input: Shape, classes: number): ModelSummary | ErrorReport {
  try {
    return summarize(layersOf(model, input, classes));
  } catch (error) {
    return toErrorReport(error);
  }
}

export const isSummary = (described: ModelSummary | ErrorReport): described is ModelSummary =>
  'layers' in described;
