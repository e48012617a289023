import type { ModelTexts } from '../declared.ts';

/**
 * Models with their options, by id; `item`: what one entry of a list is called, `choices`: what its values are. In `any`
 * what several models share.
 */
export const models = {
  cnn: {
    name: 'CNN',
    help: 'A small convolutional network: convolutions find patterns, pooling shrinks the image, a dense layer decides.',
    filters: {
      label: 'Conv blocks',
      help: 'Filters of each convolution; a 2×2 pool follows each.',
      item: 'Filters of conv block {place}',
    },
    kernel: { label: 'Kernel', help: 'Height and width of the kernels.' },
    pool: {
      label: 'Pool',
      help: 'Takes the maximum or the mean of each 2×2 window.',
      choices: { max: 'Max', average: 'Average' },
    },
    dense: {
      label: 'Dense layers',
      help: 'Units of each dense layer before the logits.',
      item: 'Units of dense layer {place}',
    },
  },
  'ten-conv': {
    name: 'Ten convs',
    help: 'The network of the article: ten convolutions from 64 to 1024 filters, then two dense layers.',
    width: { label: 'Width', help: 'Factor on the width of every layer but the logits.' },
    pools: {
      label: 'Pools after',
      help: 'Convolutions that a 2×2 max pool follows. The article has one after each, which takes 8192 pixels.',
      item: 'Pool after convolution {place}',
    },
  },
  resnet: {
    name: 'ResNet',
    help: 'Blocks that each learn what to add to their input, so that gradients reach the first layers undiminished.',
    depth: {
      label: 'Depth',
      help: 'Layers with weights from image to classes: three stages of one, two or three blocks; 4 is a single block.',
    },
    width: {
      label: 'Width',
      help: 'Filters of the first stage; each further stage has twice as many at half the resolution.',
    },
    residual: {
      label: 'Residual',
      help: 'Each block adds its input to its output. Without, it is a plain network of the same layers.',
    },
    stemPool: { label: 'Pool after the stem', help: 'Halves the image after the first convolution.' },
    head: {
      label: 'Head',
      help: 'Input of the last layer: the mean of each channel, or all activations after a 2×2 max pool.',
      choices: { average: 'Global average', flatten: 'Pool and flatten' },
    },
  },
  vit: {
    name: 'ViT',
    help: 'A vision transformer: the image is cut into patches, which then attend to each other.',
    patch: { label: 'Patch', help: 'Height and width of the patches in pixels; must divide the image.' },
    width: { label: 'Width', help: 'Features of each token.' },
    depth: { label: 'Depth', help: 'Number of blocks of attention and MLP.' },
    heads: { label: 'Heads', help: 'Number of attention heads; must divide the width.' },
    hidden: { label: 'MLP', help: 'Width of the dense layer inside each block.' },
    pool: {
      label: 'Read from',
      help: 'Input of the last layer: the mean of all tokens, or a class token that is learned.',
      choices: { mean: 'Mean', token: 'Class token' },
    },
  },
  mlp: {
    name: 'MLP',
    help: 'Dense layers in a row: the pixels are a list of numbers, without knowledge of which are neighbours.',
    hidden: {
      label: 'Hidden layers',
      help: 'Units of each dense layer before the logits.',
      item: 'Units of hidden layer {place}',
    },
  },
  logistic: {
    name: 'Logistic regression',
    help: 'One product from pixels to classes: the simplest classifier, and its loss has a single minimum.',
  },
  any: {
    activation: {
      label: 'Activation',
      help: 'Activation function after each layer.',
      choices: { relu: 'ReLU', 'leaky-relu': 'LeakyReLU', gelu: 'GELU', 'gelu-tanh': 'GELU (tanh)' },
    },
    slope: { label: 'Slope', help: 'Factor of LeakyReLU on values below zero.' },
    norm: {
      label: 'Norm',
      help: 'Normalizes what each convolution puts out: over the batch, or over groups of channels of each image.',
      choices: { none: 'None', batch: 'Batch', group: 'Group' },
    },
    groups: {
      label: 'Groups',
      help: 'Number of groups of channels for group norm; must divide every width.',
    },
    dropout: { label: 'Dropout', help: 'Fraction of activations set to zero at random in training.' },
    init: {
      label: 'Initial weights',
      help: 'How widely the initial weights are drawn; those of the logits are always Glorot.',
      choices: { glorot: 'Glorot', he: 'He' },
    },
  },
  title: {
    cnn: 'CNN {widths}',
    tenConv: 'Ten convs ×{width}',
    pools: 'pools after {places}',
    noPools: 'no pools',
    resnet: 'ResNet {depth}, {width} wide',
    plain: 'Plain net {depth}, {width} wide',
    vit: 'ViT {width}×{depth}',
    patch: 'patch {size}',
    mlp: 'MLP {widths}',
    groupNorm: 'group norm {groups}',
  },
  layer: {
    conv: 'conv {window}',
    dense: 'dense',
    pool: '{pool} {window}',
    maxPool: 'max pool',
    averagePool: 'average pool',
    globalAveragePool: 'global average pool',
    tokenMean: 'mean of tokens',
    classToken: 'class token',
    batchNorm: 'batch norm',
    layerNorm: 'layer norm',
    groupNorm: 'group norm, {groups, plural, one {# group} other {# groups}}',
    dropout: 'dropout {rate}',
    attention: 'attention',
    heads: '{count, plural, one {# head} other {# heads}}',
    patches: 'patches {window}',
    positions: 'positions',
  },
  add: 'Add',
  remove: 'Remove: {item}',
} as const satisfies ModelTexts;
