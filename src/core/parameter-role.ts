import type { Shape } from './shape.ts';

/**
 * What a parameter is to its network. Optimizers with a rule for matrices apply it to `matrix` alone (kernels of
 * convolutions and dense layers, projections of attention); a start from a file may leave the `head` (the layer that
 * gives the logits, kernel and bias) at random. `embedding` is learned positions and tokens, `vector` all biases, scales
 * and shifts.
 */
export type ParameterRole = 'matrix' | 'embedding' | 'head' | 'vector';

/** The role of a parameter that is of no network, such as the point of a test function: by its dimensions. */
export const roleByShape = (shape: Shape): ParameterRole => (shape.length >= 2 ? 'matrix' : 'vector');
