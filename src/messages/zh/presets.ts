import type { presets as english } from '../en/presets.ts';
import type { Shape } from '../shape.ts';

/** Experiments to start from, by id: what each is called and what it teaches. */
export const presets = {
  'what-momentum-buys': {
    name: '动量的作用',
    lesson: 'NMGD、Nesterov 与普通梯度下降：初始权重与小批量都相同。',
  },
  'nesterov-against-classical': {
    name: 'Nesterov 动量与经典动量',
    lesson: '同一个速度，梯度取在此处还是前一步；另有一条完全没有速度。',
  },
  'nesterov-family': {
    name: 'Nesterov 家族',
    lesson: '同一想法的四种形式：经典动量、Nesterov 动量、1983 年的方法与 NMGD 的调度。',
  },
  'adam-against-nesterov': {
    name: 'Adam 与 Nesterov，未调优',
    lesson: '两种选择步长的方法，各用常见的学习率，未经搜索。',
  },
  'adam-against-nesterov-tuned': {
    name: 'Adam 与 Nesterov，已调优',
    lesson: '同样两种方法，先各搜索七个学习率，再用最好的跑七个随机种子。',
  },
  'nmgd-schedule': {
    name: 'NMGD 的调度改变什么',
    lesson: '两个 NMGD：一个带动量调度，一个动量恒定。',
  },
  'too-high-a-learning-rate': {
    name: '过高的学习率',
    lesson: '两条相同的赛道，其中一条中途提高学习率：它发散，另一条继续。',
  },
  'small-and-simple': {
    name: '小数据、简单网络',
    lesson: '文章预计动量调度在此收益不大：用七个随机种子验证。',
  },
  'first-descent': {
    name: '第一次梯度下降',
    lesson: '一个小网络用 Nesterov 动量学习十类服装。',
  },
  'plain-gradient-descent': {
    name: '普通梯度下降',
    lesson: '网络和学习率相同，但没有动量：看速度起了什么作用。',
  },
  'classical-momentum': {
    name: '经典动量法',
    lesson: '没有前瞻的动量，可与 Nesterov 动量比较。',
  },
  'nmgd-momentum': {
    name: 'NMGD 的动量',
    lesson: 'Nesterov 动量系数开始时较小，逐渐增大到最大值，后期逐步减小：观察它的变化。',
  },
  adam: {
    name: 'Adam：每个权重有各自的步长',
    lesson: '每个权重的步长由其近期梯度缩放，学习率的含义因此不同。',
  },
  article: {
    name: '文章中的网络',
    lesson: '十个卷积层用十个轮次区分动物与食物：每轮次的训练损失，最后的测试准确率。',
  },
  resnet: {
    name: '跳跃连接的作用',
    lesson: '带批归一化的残差块；在模型中关闭残差，即可与普通网络比较。',
  },
  vit: {
    name: '图像块之间的注意力',
    lesson: '一个小型视觉 Transformer，十六个 7 × 7 的图像块，用 Adam 和预热训练。',
  },
  digits: {
    name: '手写数字',
    lesson: '一万个数字，下载量小，运行快。',
  },
  'vanishing-gradients': {
    name: '梯度消失',
    lesson: '二十个使用 GELU 的普通层：每层使梯度减半，第一层几乎得不到梯度。',
  },
  'vanishing-cured-by-leaky-relu': {
    name: '不消失：LeakyReLU 与 He 初始化',
    lesson: '同样的二十层，改用 LeakyReLU 和与之相配的较大初始权重。',
  },
  'vanishing-cured-by-norm': {
    name: '不消失：批归一化',
    lesson: '同样的二十层，每层都归一化到同一尺度：梯度能够到达，损失下降。',
  },
  'vanishing-cured-by-residual': {
    name: '不消失：跳跃连接',
    lesson: '同样的二十层，每两层有一个跳跃连接：梯度能够到达，但学习比归一化慢。',
  },
  'exploding-gradients': {
    name: '梯度爆炸',
    lesson: '批量大小为 2，学习率过高：一条赛道发散，裁剪使一条能够学习，稳定性保护使一条不致损坏。',
  },
  'what-momentum-buys-narrow': {
    name: '动量的作用（窄网络）',
    lesson: 'NMGD、Nesterov 与普通梯度下降，网络很小，在任何设备上都很快。',
  },
  'nesterov-against-classical-narrow': {
    name: 'Nesterov 与经典动量（窄网络）',
    lesson: '同一小网络上的 Nesterov 动量、经典动量与无动量。',
  },
  'article-narrow': {
    name: '文章中的网络（窄）',
    lesson: '十个卷积层，宽度为十六分之一，图像较少，区分动物与食物。',
  },
  narrow: {
    name: '窄网络',
    lesson: '只有 Nesterov，四个和八个滤波器，小批量。',
  },
  kind: {
    race: '竞赛',
    run: '单条赛道',
    gradients: '多层网络中的梯度',
    narrow: '窄网络',
  },
} satisfies Shape<typeof english>;
