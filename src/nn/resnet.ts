import type { BoundedNumber, ChoiceSetting, SwitchSetting } from '../core/setting.ts';
import { activationOf, activationOptions, dropoutOption, initOption, normOptions } from './common-options.ts';
import { headLayer } from './layers/dense.ts';
import { dropout } from './layers/dropout.ts';
import { globalAveragePool, maxPool } from './layers/pools.ts';
import type { ModelDeclaration } from './model.ts';
import { Network } from './network.ts';
import { completed } from './options.ts';
import { convThenNorm, residualBlock } from './residual-block.ts';

/** Stages and blocks a stage; a block is two convolutions, and the stem and the logits count too. */
const depths = {
  4: { stages: 1, blocks: 1 },
  8: { stages: 3, blocks: 1 },
  14: { stages: 3, blocks: 2 },
  20: { stages: 3, blocks: 3 },
} as const;

const depth: ChoiceSetting<4 | 8 | 14 | 20> = {
  kind: 'choice',
  default: 8,
  choices: [4, 8, 14, 20],
};

const width: BoundedNumber = {
  kind: 'number',
  default: 16,
  integer: true,
  valid: { min: 1, max: 256 },
};

const residual: SwitchSetting = {
  kind: 'switch',
  default: true,
};

const stemPool: SwitchSetting = {
  kind: 'switch',
  default: false,
};

const head: ChoiceSetting<'average' | 'flatten'> = {
  kind: 'choice',
  default: 'average',
  choices: ['average', 'flatten'],
};

const options = {
  depth,
  width,
  residual,
  stemPool,
  head,
  ...activationOptions,
  ...normOptions,
  norm: { ...normOptions.norm, default: 'batch' as const },
  dropout: dropoutOption,
  init: initOption,
} as const;

/**
 * Residual network for small images: h ← act(shortcut(h) + norm(conv(act(norm(conv(h)))))), 3×3 throughout; the first
 * block of the second and third stage has stride 2 and a 1×1 shortcut with norm. Convolutions have a bias where no norm
 * follows. Dropout stands before the logits, which are always Glorot-initialised.
 * Source: He et al. 2015, their CIFAR networks with projection shortcuts.
 * @throws DownhillError naming the layer that does not fit
 */
export const resnet: ModelDeclaration<'resnet', typeof options> = {
  id: 'resnet',
  options,
  widths: ['width'],
  layers(values, input, classes) {
    const model = completed(options, values);
    const { stages, blocks } = depths[model.depth];
    const activation = activationOf(model);
    const network = new Network(input);
    convThenNorm(network, model, { name: 'stem', filters: model.width }, activation);
    if (model.stemPool) network.append((x) => maxPool('stem/pool', x, { fix: 'stem' }));
    for (let stage = 0; stage < stages; stage++) {
      for (let i = 0; i < blocks; i++) {
        const stride = stage > 0 && i === 0 ? 2 : 1;
        const name = `block${stage * blocks + i + 1}`;
        residualBlock(network, model, { name, filters: model.width * 2 ** stage, stride }, activation);
      }
    }
    if (model.head === 'average') network.append((x) => globalAveragePool('average', x));
    else network.append((x) => maxPool('pool', x, { fix: 'stem' }));
    if (model.dropout > 0) network.append((x) => dropout('dropout', x, model.dropout, 0));
    return network.append((x) => headLayer(x, classes)).layers;
  },
};
