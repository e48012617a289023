import { DownhillError } from '../core/errors.ts';
import type { ChoiceSetting, ListSetting } from '../core/setting.ts';
import {
  activationOf,
  activationOptions,
  dropoutOption,
  initOption,
  normLayers,
  normOptions,
} from './common-options.ts';
import { activate } from './layers/activate.ts';
import { conv2d } from './layers/conv2d.ts';
import { dense, headLayer } from './layers/dense.ts';
import { dropout } from './layers/dropout.ts';
import { maxPool } from './layers/pools.ts';
import type { ModelDeclaration } from './model.ts';
import { Network } from './network.ts';
import { completed } from './options.ts';

/** The article's widths: of the convolutions, and of the dense layer before the logits. */
const convs = [64, 64, 128, 128, 256, 256, 512, 512, 1024, 1024] as const;
const hidden = 512;
const widths = [1, 0.5, 0.25, 0.125, 0.0625] as const;

type Width = (typeof widths)[number];

const width: ChoiceSetting<Width> = {
  kind: 'choice',
  default: 1,
  choices: widths,
};

const pools: ListSetting = {
  kind: 'list',
  default: [4, 8],
  range: { min: 1, max: convs.length },
  length: { min: 0, max: convs.length },
  added: { first: 4, times: 2 },
  distinct: true,
};

const options = {
  width,
  pools,
  ...activationOptions,
  ...normOptions,
  dropout: dropoutOption,
  init: initOption,
} as const;

/**
 * The article's network: ten 3×3 convolutions from 64 to 1024 filters with ReLU, 2×2 max pools behind those that `pools`
 * names, a dense layer of 512 and the logits; 52,399,170 parameters for two classes and 1024·8·8 numbers before the
 * dense layer. Norm, other activations and dropout (before both dense layers) are variants.
 * @throws DownhillError where `pools` names a convolution twice, a pool has nothing left to pool, or groups do not
 * divide the channels
 */
export const tenConv: ModelDeclaration<'ten-conv', typeof options> = {
  id: 'ten-conv',
  options,
  widths: ['width'],
  image: { size: 32, channels: 3, layer: 'dense1' },
  layers(values, input, classes) {
    const model = completed(options, values);
    const { init, pools: places } = model;
    checkPools(places);
    const activation = activationOf(model);
    const network = new Network(input);
    convs.forEach((full, i) => {
      const n = i + 1;
      const norm = normLayers(model, `norm${n}`);
      const block = { filters: full * model.width, init };
      if (norm.length === 0) network.append((x) => conv2d(`conv${n}`, x, { ...block, activation }));
      else network.append((x) => conv2d(`conv${n}`, x, { ...block, bias: false }));
      for (const layer of norm)
        network.append(layer).append((x) => activate(`activation${n}`, x, activation));
      if (places.includes(n)) network.append((x) => maxPool(`pool${n}`, x, { fix: 'pools' }));
    });
    const dropOut = (stream: number) => {
      if (model.dropout > 0) network.append((x) => dropout(`dropout${stream + 1}`, x, model.dropout, stream));
    };
    dropOut(0);
    network.append((x) => dense('dense1', x, { units: hidden * model.width, activation, init }));
    dropOut(1);
    return network.append((x) => headLayer(x, classes)).layers;
  },
  smaller(values) {
    const model = completed(options, values);
    return widths
      .filter((value) => value < model.width)
      .map((value) => ({
        values: { ...values, width: value },
        setting: { path: 'model.width', value },
      }));
  },
};

function checkPools(places: readonly number[]): void {
  const twice = places.find((place, i) => places.indexOf(place) !== i);
  if (twice === undefined) return;
  throw new DownhillError({
    code: 'spec',
    path: 'model.pools',
    fact: { id: 'poolTwice', params: { got: twice } },
  });
}
