import type { Shape } from '../../src/core/shape.ts';
import type { Layer } from '../../src/nn/layer.ts';
import { conv2d } from '../../src/nn/layers/conv2d.ts';
import { headLayer } from '../../src/nn/layers/dense.ts';
import { Network } from '../../src/nn/network.ts';

type Multiply = (name: string, shape: Shape, inputs: readonly [string, string]) => Layer;

/** A net with the layer of docs/add-a-kernel.md: one convolution gates another, and the product is squared. */
export const gatedNet = (multiply: Multiply, image: Shape, classes: number): readonly Layer[] =>
  new Network(image)
    .append((x) => conv2d('conv1', x, { filters: 3, activation: { kind: 'relu' }, init: 'he' }))
    .append((x) => conv2d('conv2', x, { filters: 3, init: 'he' }))
    .append((x) => multiply('gate', x, ['conv1', 'conv2']))
    .append((x) => multiply('square', x, ['gate', 'gate']))
    .append((x) => headLayer(x, classes)).layers;
