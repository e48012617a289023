import type { Shape } from '../../core/shape.ts';
import type { Layer } from '../layer.ts';
import { handed } from '../layer.ts';

/**
 * Inverted dropout: in training each number is 0 with probability `rate`, else divided by 1 − rate. Every lane draws
 * the same mask. `stream`: which dropout of the model, from 0. Source: Srivastava et al. 2014.
 */
export const dropout = (name: string, input: Shape, rate: number, stream: number): Layer => ({
  name,
  kind: { id: 'dropout', rate },
  outputShape: input,
  parameters: [],
  flops: 0,
  forward: (ops, inputs) => ops.dropout(handed(name, inputs, 0), rate, stream),
});
