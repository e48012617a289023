import type { models as english } from '../en/models.ts';
import type { Shape } from '../shape.ts';

/**
 * Models with their options, by id; `item`: what one entry of a list is called, `choices`: what its values are. In `any`
 * what several models share.
 */
export const models = {
  cnn: {
    name: 'CNN',
    help: '小型卷积网络：卷积提取图案，池化缩小图像，全连接层作出判断。',
    filters: {
      label: '卷积块',
      help: '每个卷积的滤波器数；其后各有一个 2×2 池化。',
      item: '卷积块 {place} 的滤波器数',
    },
    kernel: { label: '卷积核', help: '卷积核的高和宽。' },
    pool: {
      label: '池化',
      help: '取每个 2×2 窗口的最大值或均值。',
      choices: { max: '最大', average: '平均' },
    },
    dense: {
      label: '全连接层',
      help: '对数几率之前每个全连接层的单元数。',
      item: '全连接层 {place} 的单元数',
    },
  },
  'ten-conv': {
    name: '十层卷积',
    help: '文章中的网络：十个卷积层，64 到 1024 个滤波器，然后是两个全连接层。',
    width: { label: '宽度', help: '除对数几率外每一层宽度所乘的因子。' },
    pools: {
      label: '池化位置',
      help: '其后有 2×2 最大池化的卷积层。文章中每层之后都有，这需要 8192 个像素。',
      item: '第 {place} 个卷积之后池化',
    },
  },
  resnet: {
    name: 'ResNet',
    help: '每个残差块学习要加到其输入上的量，梯度因此能不减弱地到达最初的层。',
    depth: {
      label: '深度',
      help: '从图像到类别的带权重的层数：三个阶段，各有一、二或三个块；4 只有一个块。',
    },
    width: { label: '宽度', help: '第一阶段的滤波器数；之后每个阶段加倍，分辨率减半。' },
    residual: { label: '残差', help: '每个块把输入加到输出上。关闭后是层数相同的普通网络。' },
    stemPool: { label: '首层后池化', help: '第一个卷积之后把图像缩小一半。' },
    head: {
      label: '输出头',
      help: '最后一层的输入：每个通道的均值，或 2×2 最大池化之后的全部激活值。',
      choices: { average: '全局平均', flatten: '池化后展平' },
    },
  },
  vit: {
    name: 'ViT',
    help: '视觉 Transformer：把图像切成图像块，再用注意力把它们联系起来。',
    patch: { label: '图像块', help: '图像块的高和宽（像素）；须能整除图像的大小。' },
    width: { label: '宽度', help: '每个词元的特征数。' },
    depth: { label: '深度', help: '注意力与 MLP 块的个数。' },
    heads: { label: '头数', help: '注意力头的个数；须能整除宽度。' },
    hidden: { label: 'MLP', help: '每个块内全连接层的宽度。' },
    pool: {
      label: '读取自',
      help: '最后一层的输入：所有词元的均值，或一个可学习的类别词元。',
      choices: { mean: '均值', token: '类别词元' },
    },
  },
  mlp: {
    name: 'MLP',
    help: '依次相连的全连接层：像素只是一列数字，不知道哪些相邻。',
    hidden: {
      label: '隐藏层',
      help: '对数几率之前每个全连接层的单元数。',
      item: '隐藏层 {place} 的单元数',
    },
  },
  logistic: {
    name: '逻辑回归',
    help: '从像素到类别的一次矩阵乘积：最简单的分类器，其损失只有一个极小值。',
  },
  any: {
    activation: {
      label: '激活函数',
      help: '每一层之后的激活函数。',
      choices: { relu: 'ReLU', 'leaky-relu': 'LeakyReLU', gelu: 'GELU', 'gelu-tanh': 'GELU (tanh)' },
    },
    slope: { label: '斜率', help: 'LeakyReLU 对负值所乘的因子。' },
    norm: {
      label: '归一化',
      help: '对每个卷积的输出做归一化：在小批量上，或在每张图像的通道组上。',
      choices: { none: '无', batch: '批', group: '组' },
    },
    groups: { label: '组数', help: '组归一化的通道组数；须能整除每个宽度。' },
    dropout: { label: '随机失活', help: '训练中随机置零的激活值的比例。' },
    init: {
      label: '初始权重',
      help: '初始权重的取值范围；对数几率层总是用 Glorot。',
      choices: { glorot: 'Glorot', he: 'He' },
    },
  },
  title: {
    cnn: 'CNN {widths}',
    tenConv: '十层卷积 ×{width}',
    pools: '在第 {places} 层后池化',
    noPools: '无池化',
    resnet: 'ResNet {depth}，宽 {width}',
    plain: '普通网络 {depth}，宽 {width}',
    vit: 'ViT {width}×{depth}',
    patch: '图像块 {size}',
    mlp: 'MLP {widths}',
    groupNorm: '组归一化 {groups}',
  },
  layer: {
    conv: '卷积 {window}',
    dense: '全连接',
    pool: '{pool} {window}',
    maxPool: '最大池化',
    averagePool: '平均池化',
    globalAveragePool: '全局平均池化',
    tokenMean: '词元均值',
    classToken: '类别词元',
    batchNorm: '批归一化',
    layerNorm: '层归一化',
    groupNorm: '组归一化，{groups, plural, other {# 组}}',
    dropout: '随机失活 {rate}',
    attention: '注意力',
    heads: '{count, plural, other {# 头}}',
    patches: '图像块 {window}',
    positions: '位置编码',
  },
  add: '添加',
  remove: '移除：{item}',
} satisfies Shape<typeof english>;
