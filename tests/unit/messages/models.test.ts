import { describe, expect, it } from 'vitest';
import { layerKindText, modelTitle } from '../../../src/messages/models.ts';
import type { ModelSpec } from '../../../src/nn/index.ts';
import { layersOf } from '../../../src/nn/index.ts';
import { experiment } from '../../support/experiment.ts';
import { en, zh } from '../../support/translator.ts';

const modelOf = (model: object): ModelSpec =>
  experiment({ model, lanes: [{ optimizer: { id: 'sgd' } }] }).model;

describe('the title of a model', () => {
  it.each([
    [{ id: 'cnn', filters: [16, 32] }, 'CNN 16–32', 'CNN 16–32'],
    [
      { id: 'cnn', filters: [8], dense: [64], kernel: 5, pool: 'average', activation: 'gelu', norm: 'batch' },
      'CNN 8–64, 5×5, average pool, GELU, batch norm',
      'CNN 8–64，5×5，平均池化，GELU，批归一化',
    ],
    [
      {
        id: 'cnn',
        filters: [8],
        activation: 'leaky-relu',
        slope: 0.2,
        norm: 'group',
        groups: 2,
        dropout: 0.1,
      },
      'CNN 8, LeakyReLU 0.2, group norm 2, dropout 0.1',
      'CNN 8，LeakyReLU 0.2，组归一化 2，随机失活 0.1',
    ],
    [{ id: 'ten-conv', width: 0.25, pools: [] }, 'Ten convs ×1/4, no pools', '十层卷积 ×1/4，无池化'],
    [{ id: 'resnet' }, 'ResNet 8, 16 wide, batch norm', 'ResNet 8，宽 16，批归一化'],
    [{ id: 'resnet', residual: false, norm: 'none' }, 'Plain net 8, 16 wide', '普通网络 8，宽 16'],
    [{ id: 'vit' }, 'ViT 32×1, patch 7, 1 head', 'ViT 32×1，图像块 7，1 头'],
    [
      { id: 'vit', heads: 2, activation: 'relu' },
      'ViT 32×1, patch 7, 2 heads, ReLU',
      'ViT 32×1，图像块 7，2 头，ReLU',
    ],
    [{ id: 'mlp', hidden: [128, 64] }, 'MLP 128–64', 'MLP 128–64'],
    [{ id: 'logistic' }, 'Logistic regression', '逻辑回归'],
  ])('of %o shows its widths and what is not the common choice', (model, english, chinese) => {
    expect(modelTitle(en, modelOf(model))).toBe(english);
    expect(modelTitle(zh, modelOf(model))).toBe(chinese);
  });
});

describe('the kind of a layer', () => {
  const kinds = (model: object) =>
    layersOf(modelOf(model), [28, 28, 1], 10).map(({ name, kind }) => `${name}: ${layerKindText(en, kind)}`);

  it('says its size and its activation', () => {
    expect(kinds({ id: 'cnn', filters: [4], pool: 'average', activation: 'leaky-relu', slope: 0.2 })).toEqual(
      ['conv1: conv 3×3, LeakyReLU 0.2', 'pool1: average pool 2×2', 'logits: dense'],
    );
    expect(kinds({ id: 'resnet', depth: 8, norm: 'group', groups: 2, dropout: 0.1 })).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/: conv 3×3\/2$/),
        expect.stringMatching(/: group norm, 2 groups$/),
        expect.stringMatching(/: ReLU$/),
        'average: global average pool',
        'dropout: dropout 0.1',
      ]),
    );
  });

  it('says how many heads attend, and what an addition adds', () => {
    expect(kinds({ id: 'vit', heads: 2, pool: 'token' })).toEqual([
      'embed: patches 7×7, dense',
      'tokens: class token, positions',
      'block1/norm1: layer norm',
      'block1/attention: attention, 2 heads',
      'block1/attention/add: tokens + block1/attention',
      'block1/norm2: layer norm',
      'block1/mlp1: dense, GELU',
      'block1/mlp2: dense',
      'block1/mlp/add: block1/attention/add + block1/mlp2',
      'norm: layer norm',
      'class: class token',
      'logits: dense',
    ]);
  });

  it('is named in Chinese', () => {
    const layers = layersOf(modelOf({ id: 'cnn', filters: [4] }), [28, 28, 1], 10);
    expect(layers.map(({ kind }) => layerKindText(zh, kind))).toEqual([
      '卷积 3×3，ReLU',
      '最大池化 2×2',
      '全连接',
    ]);
  });
});
