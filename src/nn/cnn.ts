import type { BoundedNumber, ChoiceSetting, ListSetting } from '../core/setting.ts';
import {
  activationOf,
  activationOptions,
  denseOption,
  dropoutOption,
  initOption,
  normLayers,
  normOptions,
} from './common-options.ts';
import { activate } from './layers/activate.ts';
import { conv2d } from './layers/conv2d.ts';
import { dense, headLayer } from './layers/dense.ts';
import { dropout } from './layers/dropout.ts';
import { averagePool, maxPool } from './layers/pools.ts';
import type { ModelDeclaration } from './model.ts';
import { Network } from './network.ts';
import { completed } from './options.ts';

const filters: ListSetting = {
  kind: 'list',
  default: [16, 32],
  range: { min: 1, max: 1024 },
  length: { min: 1, max: 4 },
  added: { first: 32, times: 2 },
};

const kernel: BoundedNumber = {
  kind: 'number',
  default: 3,
  integer: true,
  valid: { min: 1, max: 7 },
};

const pool: ChoiceSetting<'max' | 'average'> = {
  kind: 'choice',
  default: 'max',
  choices: ['max', 'average'],
};

const options = {
  filters,
  kernel,
  pool,
  dense: denseOption,
  ...activationOptions,
  ...normOptions,
  dropout: dropoutOption,
  init: initOption,
} as const;

/**
 * For each entry of `filters` a same convolution, the norm, the activation and a 2×2 pool; a dense layer for each entry
 * of `dense`; the logits, always Glorot-initialised. Dropout stands before each dense layer and the logits.
 * @throws DownhillError naming the layer whose input is too small to pool, or whose groups do not divide its channels
 */
export const cnn: ModelDeclaration<'cnn', typeof options> = {
  id: 'cnn',
  options,
  widths: ['filters', 'dense'],
  layers(values, input, classes) {
    const model = completed(options, values);
    const { init, kernel: size } = model;
    const activation = activationOf(model);
    const pooling = model.pool === 'max' ? maxPool : averagePool;
    const network = new Network(input);
    model.filters.forEach((width, i) => {
      const norm = normLayers(model, `norm${i + 1}`);
      const block = { filters: width, size, init };
      if (norm.length === 0) network.append((x) => conv2d(`conv${i + 1}`, x, { ...block, activation }));
      else network.append((x) => conv2d(`conv${i + 1}`, x, { ...block, bias: false }));
      for (const layer of norm) {
        network.append(layer).append((x) => activate(`activation${i + 1}`, x, activation));
      }
      network.append((x) => pooling(`pool${i + 1}`, x));
    });
    const dropOut = (i: number) => {
      if (model.dropout > 0) network.append((x) => dropout(`dropout${i + 1}`, x, model.dropout, i));
    };
    model.dense.forEach((units, i) => {
      dropOut(i);
      network.append((x) => dense(`dense${i + 1}`, x, { units, activation, init }));
    });
    dropOut(model.dense.length);
    return network.append((x) => headLayer(x, classes)).layers;
  },
};
