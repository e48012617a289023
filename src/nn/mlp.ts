import type { ListSetting } from '../core/setting.ts';
import { activationOf, activationOptions, dropoutOption, initOption } from './common-options.ts';
import { dense, headLayer } from './layers/dense.ts';
import { dropout } from './layers/dropout.ts';
import type { ModelDeclaration } from './model.ts';
import { Network } from './network.ts';
import { completed } from './options.ts';

const hidden: ListSetting = {
  kind: 'list',
  default: [128],
  range: { min: 1, max: 8192 },
  length: { min: 1, max: 16 },
  added: { first: 128, times: 1 },
};

const options = { hidden, ...activationOptions, dropout: dropoutOption, init: initOption } as const;

/** Dense layers with activation, each followed by dropout where chosen; the logits, always Glorot-initialised. */
export const mlp: ModelDeclaration<'mlp', typeof options> = {
  id: 'mlp',
  options,
  widths: ['hidden'],
  layers(values, input, classes) {
    const model = completed(options, values);
    const { hidden: widths, dropout: rate, init } = model;
    const network = new Network(input);
    widths.forEach((units, i) => {
      network.append((x) => dense(`dense${i + 1}`, x, { units, activation: activationOf(model), init }));
      if (rate > 0) network.append((x) => dropout(`dropout${i + 1}`, x, rate, i));
    });
    return network.append((x) => headLayer(x, classes)).layers;
  },
};
