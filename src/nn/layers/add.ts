import type { Shape } from '../../core/shape.ts';
import type { Layer } from '../layer.ts';
import { handed } from '../layer.ts';

/** The sum of two layers of one shape: where a residual joins what it went around. Source: He et al. 2015. */
export const add = (name: string, shape: Shape, inputs: readonly [string, string]): Layer => ({
  name,
  kind: { id: 'add', inputs },
  outputShape: shape,
  parameters: [],
  inputs,
  flops: 0,
  forward: (ops, tensors) => ops.add(handed(name, tensors, 0), handed(name, tensors, 1)),
});
