import type { Shape } from '../core/shape.ts';
import { conv2d } from './conv2d.ts';
import { dense } from './dense.ts';
import type { Activation, Init, Layer } from './layer.ts';
import { maxPool } from './max-pool.ts';
import type { ModelDeclaration } from './model.ts';

export interface CnnOptions {
  readonly filters: readonly number[];
  readonly dense: readonly number[];
  readonly activation: Activation;
  readonly init: Init;
}

/**
 * For each entry of `filters` a 3×3 same convolution with bias and activation, then a 2×2 max pool; a dense layer for
 * each entry of `dense`; the logits, always Glorot-initialised.
 * @throws DownhillError naming the layer whose input is too small to pool
 */
export const cnn: ModelDeclaration<'cnn', CnnOptions> = {
  id: 'cnn',
  name: 'CNN',
  help: 'A small convolutional network: convolutions find patterns, pools shrink the picture, a dense layer decides.',
  layers(options, input, classes) {
    const layers: Layer[] = [];
    const shapeNow = (): Shape => layers.at(-1)?.outputShape ?? input;
    options.filters.forEach((filters, i) => {
      layers.push(conv2d(`conv${i + 1}`, shapeNow(), filters, options.activation, options.init));
      layers.push(maxPool(`pool${i + 1}`, shapeNow()));
    });
    options.dense.forEach((units, i) => {
      layers.push(dense(`dense${i + 1}`, shapeNow(), units, options.activation, options.init));
    });
    layers.push(dense('logits', shapeNow(), classes, 'linear', 'glorot'));
    return layers;
  },
  title: ({ filters, dense: units }) => `CNN ${[...filters, ...units].join('–')}`,
};
