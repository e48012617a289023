import type { settings as english } from '../en/settings.ts';
import type { Shape } from '../shape.ts';

/** The drawers of the sidebar: data, length, race, model. */
export const settings = {
  shared: {
    title: '所有赛道共用',
    alone: '实验',
  },
  part: {
    data: '数据',
    model: '模型',
    length: '训练长度',
    race: '竞赛',
  },
  summary: {
    classes: '{dataset}，{count, plural, other {# 类}}',
    images: '{images} · 批量 {batch}',
    firstImages: '前 {images} · 批量 {batch}',
    split: '训练 {train}、验证 {validation}、测试 {test} 张图像',
    unfit: '不匹配',
    parameters: '{count, plural, other {# 个参数}}',
    fromFile: '{count, plural, other {# 个参数}} · 来自文件',
    seed: '种子 {seed}',
    seeds: '{count, plural, other {# 个种子}}，从 {seed} 起',
    toTarget: '目标 {target}',
    timed: '计时',
    targetLoss: '损失 {loss}',
    steps: '{count, plural, other {# 步}}',
    epochs: '{count, plural, other {# 轮}}',
    interval: '每 {interval} 步评估一次',
  },
  /** What a number counts. */
  unit: {
    px: 'px',
    steps: '步',
    value: '× 设定值',
    run: '× 全程',
  },
  fieldError: '{field}：{text}',
  /** Subjects of an error that stands beside another control. */
  fieldName: {
    batchSize: '批量大小',
    trainCount: '训练图像数',
    validation: '验证图像数',
  },
  download: {
    label: '图像下载进度',
    lookup: '正在查找文件',
    loaded: '{loaded} / {total}',
    ready: '{loaded} / {total}，可以开始训练',
    failed: '{loaded} / {total}，{failures, plural, other {有 # 个文件下载失败}}',
  },
  gallery: {
    one: '每个类别一张图像',
    some: '各类别的图像',
  },
  length: {
    unit: {
      stopped: '直到停止',
    },
  },
  mode: {
    label: '模式',
    quick: '快速',
    quickHelp: '各赛道使用自己的学习率，训练时可以修改。结果标注为未调优。',
    fair: '公平',
    fairHelp: '各赛道先在一个不参赛的种子上尝试同样多个学习率，再用其中最好的参赛。',
  },
  cost: {
    lanes: '{count, plural, other {# 条赛道}}',
    rates: '{count, plural, other {# 个学习率}} × {lanes}',
    seeds: '{count, plural, other {# 个种子}} × {lanes}',
    runs: '{runs}，每次 {steps, plural, other {# 步}}',
    timed: '{runs}，每次 {steps, plural, other {# 步}}；再单独计时 {lanes} × {alone, plural, other {# 步}}',
    total: '单条赛道共 {count, plural, other {# 步}}',
  },
} satisfies Shape<typeof english>;
