import { headLayer } from './layers/dense.ts';
import type { ModelDeclaration } from './model.ts';

const options = {} as const;

/** The logits straight from the pixels: multinomial logistic regression, a convex problem. */
export const logistic: ModelDeclaration<'logistic', typeof options> = {
  id: 'logistic',
  options,
  widths: [],
  layers: (_, input, classes) => [headLayer(input, classes)],
};
