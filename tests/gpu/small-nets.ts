import type { Shape } from '../../src/core/shape.ts';
import { cnn } from '../../src/nn/cnn.ts';
import type { Layer } from '../../src/nn/layer.ts';
import { activate } from '../../src/nn/layers/activate.ts';
import { add } from '../../src/nn/layers/add.ts';
import { conv2d } from '../../src/nn/layers/conv2d.ts';
import { headLayer } from '../../src/nn/layers/dense.ts';
import { batchNorm } from '../../src/nn/layers/norms.ts';
import { averagePool, globalAveragePool, maxPool } from '../../src/nn/layers/pools.ts';
import { logistic } from '../../src/nn/logistic.ts';
import { mlp } from '../../src/nn/mlp.ts';
import { Network } from '../../src/nn/network.ts';
import { residualBlock } from '../../src/nn/residual-block.ts';
import { resnet } from '../../src/nn/resnet.ts';
import { vit } from '../../src/nn/vit.ts';

export const classes = 3;

interface SmallNet {
  readonly input: Shape;
  readonly layers: readonly Layer[];
}

const odd: Shape = [9, 7, 2];
const even: Shape = [8, 12, 3];
const init = 'glorot';
const logits = (network: Network) => network.append((x) => headLayer(x, classes)).layers;
const net = (input: Shape, build: (network: Network) => Network): SmallNet => ({
  input,
  layers: logits(build(new Network(input))),
});

/** Small networks that between them hold every layer, every option of it, and tensors that are read several times. */
export const smallNets: Readonly<Record<string, SmallNet>> = {
  'convolutions of all kinds': net(odd, (network) =>
    network
      .append((x) => {
        const activation = { kind: 'leaky-relu', slope: 0.2 } as const;
        return conv2d('conv1', x, { filters: 4, size: 4, stride: 2, activation, init });
      })
      .append((x) => conv2d('conv2', x, { filters: 4, padding: 'valid', activation: { kind: 'gelu' }, init }))
      .append((x) => {
        const activation = { kind: 'gelu-tanh' } as const;
        return conv2d('conv3', x, { filters: 6, size: 1, bias: false, activation, init });
      }),
  ),
  'pools of all kinds': net(odd, (network) =>
    network
      .append((x) => conv2d('conv1', x, { filters: 4, activation: { kind: 'relu' }, init }))
      .append((x) => maxPool('pool1', x, { window: { size: 3, stride: 1 } }))
      .append((x) => conv2d('conv2', x, { filters: 4, activation: { kind: 'gelu' }, init }))
      .append((x) => maxPool('pool2', x))
      .append((x) => averagePool('pool3', x, { window: { size: 2, stride: 1 } })),
  ),
  'a tensor read three times': net(odd, (network) =>
    network
      .append((x) => conv2d('conv1', x, { filters: 4, activation: { kind: 'relu' }, init }))
      .append((x) => conv2d('conv2', x, { filters: 4, init }))
      .append((x) => add('add1', x, ['conv1', 'conv2']))
      .append((x) => activate('activation', x, { kind: 'leaky-relu', slope: 0.1 }))
      .append((x) => add('add2', x, ['activation', 'conv1'])),
  ),
  'a norm of the images': net(odd, (network) =>
    network
      .append((x) => batchNorm('norm', x))
      .append((x) => conv2d('conv1', x, { filters: 4, activation: { kind: 'relu' }, init })),
  ),
  logistic: { input: odd, layers: logistic.layers({}, odd, classes) },
  'mlp with dropout': {
    input: odd,
    layers: mlp.layers({ hidden: [9, 8], dropout: 0.3, activation: 'gelu' }, odd, classes),
  },
  'mlp, plain': {
    input: odd,
    layers: mlp.layers({ hidden: [9, 8], activation: 'leaky-relu' }, odd, classes),
  },
  'cnn with batch norm': {
    input: even,
    layers: cnn.layers(
      { filters: [4, 6], norm: 'batch', activation: 'leaky-relu', dense: [7] },
      even,
      classes,
    ),
  },
  'cnn with group norm, average pool and dropout': {
    input: even,
    layers: cnn.layers(
      { filters: [4, 6], norm: 'group', groups: 2, activation: 'leaky-relu', pool: 'average', dropout: 0.2 },
      even,
      classes,
    ),
  },
  'a strided residual block with batch norm': net(odd, (network) => {
    const values = { residual: true, norm: 'batch', groups: 1, init } as const;
    network.append((x) => conv2d('conv1', x, { filters: 4, activation: { kind: 'relu' }, init }));
    residualBlock(network, values, { name: 'block', filters: 6, stride: 2 }, { kind: 'relu' });
    return network.append((x) => globalAveragePool('average', x));
  }),
  'resnet with group norm': {
    input: odd,
    layers: resnet.layers({ depth: 4, width: 4, norm: 'group', groups: 2, activation: 'gelu' }, odd, classes),
  },
  'resnet without residuals or norm': {
    input: odd,
    layers: resnet.layers({ depth: 4, width: 4, norm: 'none', residual: false }, odd, classes),
  },
  'vit, mean of tokens': {
    input: even,
    layers: vit.layers({ patch: 4, width: 6, heads: 2, hidden: 9 }, even, classes),
  },
  'vit, class token and dropout': {
    input: even,
    layers: vit.layers(
      {
        patch: 2,
        width: 8,
        heads: 2,
        hidden: 12,
        depth: 2,
        pool: 'token',
        dropout: 0.1,
        activation: 'gelu-tanh',
      },
      even,
      classes,
    ),
  },
};
