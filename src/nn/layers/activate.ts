import type { Shape } from '../../core/shape.ts';
import type { Activation } from '../activation.ts';
import type { Layer } from '../layer.ts';
import { handed } from '../layer.ts';

/** An activation on its own, where no layer with sums comes right before it. */
export const activate = (name: string, input: Shape, activation: Activation): Layer => ({
  name,
  kind: { id: 'activation', activation },
  outputShape: input,
  parameters: [],
  flops: 0,
  forward: (ops, inputs) => ops.activate(handed(name, inputs, 0), activation),
});
