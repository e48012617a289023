import type { BoundedNumber, ChoiceSetting } from '../core/setting.ts';
import { activationOf, activationOptions, dropoutOption, initOption } from './common-options.ts';
import { add } from './layers/add.ts';
import { attention } from './layers/attention.ts';
import { dense, headLayer } from './layers/dense.ts';
import { dropout } from './layers/dropout.ts';
import { layerNorm } from './layers/norms.ts';
import { globalAveragePool } from './layers/pools.ts';
import { firstToken, patchEmbedding, positions } from './layers/tokens.ts';
import type { ModelDeclaration } from './model.ts';
import { Network } from './network.ts';
import { completed } from './options.ts';

const count = (initial: number, max: number): BoundedNumber => ({
  kind: 'number',
  default: initial,
  integer: true,
  valid: { min: 1, max },
});

const pool: ChoiceSetting<'mean' | 'token'> = {
  kind: 'choice',
  default: 'mean',
  choices: ['mean', 'token'],
};

const options = {
  patch: count(7, 64),
  width: count(32, 1024),
  depth: count(1, 24),
  heads: count(1, 64),
  hidden: count(64, 4096),
  pool,
  ...activationOptions,
  activation: { ...activationOptions.activation, default: 'gelu' as const },
  dropout: dropoutOption,
  init: initOption,
} as const;

/**
 * Vision transformer with the norm in front: h ← h + attention(norm(h)); h ← h + dense(act(dense(norm(h)))); then a last
 * norm, the mean of all tokens or the class token, and the logits, always Glorot-initialised. Dropout stands before each
 * of the two sums. Source: Dosovitskiy et al. 2021.
 * @throws DownhillError where patches do not divide the image or heads the width, naming what would
 */
export const vit: ModelDeclaration<'vit', typeof options> = {
  id: 'vit',
  options,
  widths: ['width', 'hidden'],
  layers(values, input, classes) {
    const model = completed(options, values);
    const { width, heads, init } = model;
    const activation = activationOf(model);
    const network = new Network(input);
    let streams = 0;
    const addTo = (before: string, name: string) => {
      if (model.dropout > 0) {
        const stream = streams++;
        network.append((x) => dropout(`${name}/dropout`, x, model.dropout, stream));
      }
      const inner = network.last;
      network.append((x) => add(`${name}/add`, x, [before, inner]));
    };
    network.append((x) => patchEmbedding('embed', x, { size: model.patch, width, init }));
    network.append((x) => positions('tokens', x, model.pool === 'token'));
    for (let i = 1; i <= model.depth; i++) {
      const start = network.last;
      network.append((x) => layerNorm(`block${i}/norm1`, x));
      network.append((x) => attention(`block${i}/attention`, x, { heads, init }));
      addTo(start, `block${i}/attention`);
      const middle = network.last;
      const perToken = { init, perToken: true };
      network.append((x) => layerNorm(`block${i}/norm2`, x));
      network.append((x) => dense(`block${i}/mlp1`, x, { ...perToken, units: model.hidden, activation }));
      network.append((x) => dense(`block${i}/mlp2`, x, { ...perToken, units: width }));
      addTo(middle, `block${i}/mlp`);
    }
    network.append((x) => layerNorm('norm', x));
    if (model.pool === 'token') network.append((x) => firstToken('class', x));
    else network.append((x) => globalAveragePool('mean', x));
    return network.append((x) => headLayer(x, classes)).layers;
  },
};
